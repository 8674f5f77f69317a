using Marketplace.Adapters.Elasticsearch.Client;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>
/// Looks now and then whether the index behind the alias is there and of our mapping: of a foreign one Elasticsearch would answer that it
/// holds nothing, and take what is written to it in its own way.
/// </summary>
internal sealed class IndexWatch(IndexGenerations generations, TimeProvider time)
{
    private static readonly TimeSpan every = TimeSpan.FromSeconds(10);

    private long lookedAt;
    private volatile bool wasThere;

    /// <summary>Whether there is an index, by a look taken now.</summary>
    public async Task<bool> LookNow(CancellationToken cancel)
    {
        var there = await generations.Check(cancel);
        wasThere |= there;
        Interlocked.Exchange(ref lookedAt, there ? time.GetTimestamp() : 0);
        return there;
    }

    /// <summary>Whether there is an index; where there never was one it is created, so that a new market is an empty one and not a missing one.</summary>
    public async Task<bool> LookOrCreate(CancellationToken cancel)
    {
        if (await LookNow(cancel)) return true;
        if (!wasThere) await generations.Create(cancel);
        return false;
    }

    public async ValueTask BeforeAsking(CancellationToken cancel)
    {
        if (!IsFresh) await LookNow(cancel);
    }

    /// <summary>
    /// Creates the index where there never was one. Where it has gone, whoever writes is told, for all that it held must be written again:
    /// a consumer of the log then asks how far the index is, and begins from there.
    /// </summary>
    public async ValueTask BeforeWriting(CancellationToken cancel)
    {
        if (IsFresh) return;
        var before = wasThere;
        if (await LookNow(cancel)) return;
        await generations.Create(cancel);
        wasThere = false;
        if (before) throw new ElasticsearchException(404, $"The index behind {generations.Alias} has gone and is begun anew from the start of the log.");
    }

    public void Forget() => Interlocked.Exchange(ref lookedAt, 0);

    private bool IsFresh => Interlocked.Read(ref lookedAt) is var at and not 0 && time.GetElapsedTime(at) < every;
}
