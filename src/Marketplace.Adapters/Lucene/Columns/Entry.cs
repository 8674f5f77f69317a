using Marketplace.Adapters.Lucene.Packing;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>A listing in memory. Never changed; a new version is a new entry in the same slot.</summary>
internal sealed class Entry(StringPool pool, byte[] pack)
{
    public required string Id { get; init; }
    public required long Position { get; init; }
    public required Claim[] Claims { get; init; }
    public required string? Currency { get; init; }
    /// <summary>The lower end of the price, which may be its only one.</summary>
    public required long? PriceFrom { get; init; }
    public required long? PriceTo { get; init; }
    public required int? Days { get; init; }
    public required DateOnly? ListedUntil { get; init; }
    public required long Published { get; init; }

    public VerdictSpan? SpanOn(DateOnly day) => DocumentPack.SpanOn(day, pack);

    public bool Covers(MethodAsk ask, DateOnly day)
    {
        foreach (var row in DocumentPack.Covered(pack, pool))
        {
            if (!row.IsActiveOn(day)) continue;
            foreach (var (method, edition) in ask.Alternatives)
                if (row.Covers(method, edition)) return true;
        }
        return false;
    }

    public SearchDocument Open() => DocumentPack.Read(pack, pool, Id, Array.ConvertAll(Claims, claim => claim.Row));
}
