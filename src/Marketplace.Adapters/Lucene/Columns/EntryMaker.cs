using Marketplace.Adapters.Lucene.Packing;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;
using Marketplace.Standards;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>Turns documents into entries, giving strings, values and claims that recur one place each. Used by one writer at a time.</summary>
internal sealed class EntryMaker
{
    private readonly StringPool pool = new();
    private readonly PackWriter pack;
    private readonly Dictionary<ClaimRow, Claim> claims = new(new SameClaim());

    public EntryMaker()
    {
        pack = new PackWriter(pool);
        foreach (var verdict in Enum.GetValues<Verdict>()) Day.Add(FilterNames.Verdict, FilterNames.Of(verdict));
        foreach (var basis in Enum.GetValues<Basis>()) Day.Add(FilterNames.Basis, FilterNames.Of(basis));
    }

    public ValueSpace Core { get; } = new();
    public ValueSpace Rest { get; } = new();
    public ValueSpace Day { get; } = new();

    public SlotChange Make(int slot, SearchDocument document)
    {
        pack.Clear();
        DocumentPack.Write(pack, document, withClaims: false);
        var entry = new Entry(pool, pack.ToArray())
        {
            Id = document.Id.Value,
            Position = document.Position,
            Claims = [.. document.Claims.Select(ClaimOf)],
            Currency = document.Price?.Currency is { } currency ? string.Intern(currency) : null,
            PriceFrom = document.Price?.From,
            PriceTo = document.Price?.To,
            Days = document.Days,
            ListedUntil = document.ListedUntil,
            Published = document.PublishedAt.ToUnixTimeMilliseconds(),
        };
        var (core, rest) = (new HashSet<int>(), new HashSet<int>());
        foreach (var (name, values) in document.Terms)
            foreach (var value in values)
            {
                if (SpaceOf(name) == Core) core.Add(Core.Add(name, value));
                else rest.Add(Rest.Add(name, value));
            }
        foreach (var row in document.Covered) rest.Add(Rest.Add(FilterNames.Method, row.Method));
        return new SlotChange(slot, entry, [.. core], [.. rest]);
    }

    /// <summary>The space that holds a facet's values.</summary>
    public ValueSpace SpaceOf(string facet) => facet switch
    {
        FilterNames.Verdict or FilterNames.Basis => Day,
        FilterNames.Standard or FilterNames.Permit or FilterNames.Mark or FilterNames.Accreditor or FilterNames.Evidence => Day,
        FilterNames.Method or "serves" or "provider" => Rest,
        _ => facet.StartsWith("f.", StringComparison.Ordinal) ? Rest : Core,
    };

    private Claim ClaimOf(ClaimRow row)
    {
        if (!claims.TryGetValue(row, out var claim)) claims.Add(row, claim = new Claim(row, Day));
        return claim;
    }
}
