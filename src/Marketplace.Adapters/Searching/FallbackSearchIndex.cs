using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Searching;

/// <summary>
/// A shared engine with this node's own index as a stand-in. Writes go to the shared engine only, so that their consumer notices when
/// they fail; the stand-in is kept by a consumer of its own. Questions go to the shared engine while it answers.
/// </summary>
internal sealed class FallbackSearchIndex(ISearchIndex shared, ISearchIndex standIn, TimeProvider time, ILogger<FallbackSearchIndex> logger) : ISearchIndex, IDisposable
{
    private readonly CircuitBreaker breaker = new(cancel => IsWell(shared, standIn, cancel), time, logger);

    public bool IsStandIn => breaker.IsOpen;

    /// <summary>Why the stand-in answers; null while the shared engine does.</summary>
    public string? Because => breaker.Because;

    public ISearchIndex Shared => shared;

    public ISearchIndex StandIn => standIn;

    public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default) => shared.Put(documents, cancel);

    public Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default) => shared.Remove(listings, cancel);

    public ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default) => Ask(index => index.Search(query, cancel), cancel);

    public ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) => Ask(index => index.Find(ids, cancel), cancel);

    public ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default) => Ask(index => index.All(query, most, cancel), cancel);

    public ValueTask<string?> Nearest(string word, CancellationToken cancel = default) => Ask(index => index.Nearest(word, cancel), cancel);

    public ValueTask<long> Count(CancellationToken cancel = default) => Ask(index => index.Count(cancel), cancel);

    public ValueTask<long> Position(CancellationToken cancel = default) => shared.Position(cancel);

    public Task Flush(long position, CancellationToken cancel = default) => shared.Flush(position, cancel);

    public Task<IIndexRebuild> Rebuild(CancellationToken cancel = default) => shared.Rebuild(cancel);

    public void Dispose() => breaker.Dispose();

    private async ValueTask<T> Ask<T>(Func<ISearchIndex, ValueTask<T>> ask, CancellationToken cancel)
    {
        if (breaker.IsOpen) return await ask(standIn);
        try
        {
            return await ask(shared);
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            breaker.Open(failure.Message);
            return await ask(standIn);
        }
    }

    /// <summary>It answers a search of every kind, and has come at least as far as the stand-in, so that going back to it takes nothing away.</summary>
    private static async Task<bool> IsWell(ISearchIndex shared, ISearchIndex standIn, CancellationToken cancel)
    {
        await shared.Search(Probe, cancel);
        return await shared.Position(cancel) >= await standIn.Position(cancel);
    }

    private static IndexQuery Probe { get; } = new()
    {
        Day = new DateOnly(2026, 1, 1),
        Text = new TextQuery([["检测", "testing"]]),
        Claims = new ClaimFilter(["iso-iec-17025"], [], [], ["CNAS"], []),
        Terms = new Dictionary<string, IReadOnlyList<string>> { ["verdict"] = ["met"], ["region"] = ["CN"] },
        Methods = [new MethodAsk("", [("gb/t 1", "2020")])],
        PriceMax = 1,
        DaysMax = 1,
        Facets = [FilterNames.Standard, FilterNames.Mark, FilterNames.Verdict, FilterNames.Basis, "class", FilterNames.Price],
        Size = 1,
    };
}
