namespace Marketplace.Adapters.Elasticsearch;

/// <summary>
/// Whether an index is being filled that writes should go to as well. It may be another node that fills it, so the cluster is asked; one
/// that is noticed late loses nothing, since whoever completes it takes over what it lacks.
/// </summary>
internal sealed class WriteTargets(IndexGenerations generations, TimeProvider time)
{
    private static readonly TimeSpan known = TimeSpan.FromSeconds(1);

    private long askedAt;
    private string? building;

    public async Task<string?> Building(CancellationToken cancel)
    {
        var asked = Interlocked.Read(ref askedAt);
        if (asked != 0 && time.GetElapsedTime(asked) < known) return building;
        building = await generations.Behind(generations.Building, cancel);
        Interlocked.Exchange(ref askedAt, time.GetTimestamp());
        return building;
    }

    public void Forget() => Interlocked.Exchange(ref askedAt, 0);
}
