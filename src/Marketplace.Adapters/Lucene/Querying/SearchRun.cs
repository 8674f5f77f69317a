using System.Numerics;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>Answers one query on one snapshot, block by block.</summary>
internal sealed class SearchRun
{
    /// <summary>In a block: where the dates' order is walked rather than the matches.</summary>
    private const int ManyMatches = 256;

    private readonly Snapshot snapshot;
    private readonly IndexQuery query;
    private readonly Scratch? text;
    private readonly ClaimConditions claims;
    private readonly List<BlockFilter> filters = [];
    private readonly int claimsBit;
    private readonly ulong[] masks;

    public SearchRun(Snapshot snapshot, IndexQuery query, Scratch? text)
    {
        this.snapshot = snapshot;
        this.query = query;
        this.text = text;
        var values = snapshot.Values;
        claims = new ClaimConditions(query.Claims, query.Day, values.Day);
        foreach (var (name, asked) in query.Terms)
            if (asked.Count > 0) filters.Add(new TermFilter(name, asked, values));
        if (query.Methods.Count > 0) filters.Add(new MethodFilter(query.Methods, query.Day, values));
        if (query.PriceMin is not null || query.PriceMax is not null) filters.Add(new PriceRangeFilter(query));
        if (query.DaysMax is { } most) filters.Add(new DaysMaxFilter(most));
        if (!claims.AskNothing)
        {
            claimsBit = 1 << filters.Count;
            filters.Add(new ClaimsFilter(claims));
        }
        masks = new ulong[filters.Count * Bits.Words];
    }

    public IndexAnswer Answer()
    {
        var hits = new TopEntries(query.Size, query.After);
        var misses = new TopEntries(query.NearMisses, null);
        var (counters, claimCounter) = Counters();
        var total = 0L;
        Span<ulong> candidates = stackalloc ulong[Bits.Words];
        Span<ulong> mask = stackalloc ulong[Bits.Words];
        for (var i = 0; i < snapshot.Blocks.Length; i++)
        {
            if (!Candidates(i, candidates, out var block, out var day)) continue;
            Passing(candidates, 0, mask);
            var size = Bits.Count(mask);
            total += size;
            if (size > 0) Rank(i, block, mask, size, hits, -1);
            foreach (var counter in counters)
            {
                var counted = size;
                if (counter.SetAside != 0)
                {
                    Passing(candidates, counter.SetAside, mask);
                    counted = Bits.Count(mask);
                }
                if (counted > 0) counter.Count(block, day, snapshot.Values, mask, counted);
                if (counter.SetAside != 0) Passing(candidates, 0, mask);
            }
            if (claimCounter is not null)
            {
                Passing(candidates, claimsBit, mask);
                claims.Narrow(day, mask, mayFail: 1);
                claimCounter.Count(block, mask);
            }
            if (query.NearMisses > 0) FindMisses(i, block, candidates, misses);
        }
        var facets = new Dictionary<string, IReadOnlyList<FacetCount>>(StringComparer.Ordinal);
        foreach (var counter in counters) counter.AddTo(facets);
        claimCounter?.AddTo(facets);
        return new IndexAnswer(total, Array.ConvertAll(hits.InOrder(), HitOf), facets, Array.ConvertAll(misses.InOrder(), MissOf));
    }

    /// <summary>All entries that pass, in order of id.</summary>
    public List<Entry> All()
    {
        var all = new List<Entry>();
        Span<ulong> candidates = stackalloc ulong[Bits.Words];
        Span<ulong> mask = stackalloc ulong[Bits.Words];
        for (var i = 0; i < snapshot.Blocks.Length; i++)
        {
            if (!Candidates(i, candidates, out var block, out _)) continue;
            Passing(candidates, 0, mask);
            for (var word = 0; word < mask.Length; word++)
                for (var rest = mask[word]; rest != 0; rest &= rest - 1)
                    all.Add(block.Entries[(word << 6) + BitOperations.TrailingZeroCount(rest)]!);
        }
        all.Sort((one, other) => string.CompareOrdinal(one.Id, other.Id));
        return all;
    }

    /// <summary>The facets, those together that are counted under the same filters; of the claims' own, those that need a look at the rows.</summary>
    private (List<FacetCounter>, ClaimCounter?) Counters()
    {
        var values = snapshot.Values;
        var byRow = query.Facets.Where(facet => FilterNames.ClaimParts.Contains(facet)
            && (!claims.AskNothing || query.ServesFor is not null && facet == FilterNames.Standard)).ToList();
        var counters = query.Facets.Distinct().Where(facet => !byRow.Contains(facet))
            .GroupBy(facet => (Space: values.SpaceOf(facet), SetAside: SetAsideFor(facet)))
            .Select(group => new FacetCounter(group.Key.Space, group.Key.SetAside, group)).ToList();
        return (counters, byRow.Count == 0 ? null : new ClaimCounter(claims, query.ServesFor, byRow, values.Day));
    }

    private int SetAsideFor(string facet)
    {
        var setAside = 0;
        for (var i = 0; i < filters.Count; i++)
            if (filters[i].Name == facet || filters[i].Name == FilterNames.SetAsideFor(facet)) setAside |= 1 << i;
        return setAside;
    }

    /// <summary>Who is listed that day and matches the text; and the masks of all filters among these.</summary>
    private bool Candidates(int index, Span<ulong> candidates, out Block block, out DayColumns day)
    {
        block = snapshot.Blocks[index];
        day = block.On(query.Day, snapshot.Values.Day);
        day.Listed.CopyTo(candidates);
        if (text is not null) Bits.And(candidates, text.Matches.AsSpan(index * Bits.Words, Bits.Words));
        if (!candidates.ContainsAnyExcept(0UL)) return false;
        masks.AsSpan().Clear();
        for (var i = 0; i < filters.Count; i++) filters[i].Fill(block, day, candidates, masks.AsSpan(i * Bits.Words, Bits.Words));
        return true;
    }

    private void Passing(ReadOnlySpan<ulong> candidates, int setAside, Span<ulong> mask)
    {
        candidates.CopyTo(mask);
        for (var i = 0; i < filters.Count; i++)
            if ((setAside & 1 << i) == 0) Bits.And(mask, masks.AsSpan(i * Bits.Words, Bits.Words));
    }

    private void Rank(int index, Block block, ReadOnlySpan<ulong> mask, int size, TopEntries top, int failed)
    {
        if (size > ManyMatches && (query.Sort == SearchSort.Newest || query.Sort == SearchSort.Relevance && text is null))
        {
            RankNewest(block, mask, top, failed);
            return;
        }
        var entries = block.Entries;
        var published = block.Published;
        var scores = text is null ? default : text.Scores.AsSpan(index * Bits.BlockSize, Bits.BlockSize);
        for (var word = 0; word < mask.Length; word++)
            for (var rest = mask[word]; rest != 0; rest &= rest - 1)
            {
                var slot = (word << 6) + BitOperations.TrailingZeroCount(rest);
                var (group, key) = query.Sort switch
                {
                    SearchSort.Price => HitOrder.ByPrice(entries[slot]!.PriceFrom, entries[slot]!.Currency, query.Currency ?? HitOrder.DefaultCurrency),
                    SearchSort.Days => HitOrder.ByDays(entries[slot]!.Days),
                    SearchSort.Relevance when text is not null => (0, -scores[slot]),
                    _ => HitOrder.Newest(published[slot]),
                };
                if (top.MayTake(group, key)) top.Offer(group, key, entries[slot]!, failed);
            }
    }

    /// <summary>Walks from the latest on, until none can be among the first.</summary>
    private static void RankNewest(Block block, ReadOnlySpan<ulong> mask, TopEntries top, int failed)
    {
        var entries = block.Entries;
        var published = block.Published;
        foreach (var slot in block.NewestFirst)
        {
            if (!Bits.Has(mask, slot)) continue;
            var (group, key) = HitOrder.Newest(published[slot]);
            if (!top.MayTake(group, key)) return;
            top.Offer(group, key, entries[slot]!, failed);
        }
    }

    /// <summary>Offers those that fail one filter and no other.</summary>
    private void FindMisses(int index, Block block, ReadOnlySpan<ulong> candidates, TopEntries misses)
    {
        Span<ulong> only = stackalloc ulong[Bits.Words];
        for (var i = 0; i < filters.Count; i++)
        {
            Passing(candidates, 1 << i, only);
            for (var word = 0; word < only.Length; word++) only[word] &= ~masks[i * Bits.Words + word];
            if (1 << i == claimsBit) KeepBlamed(block, only);
            Rank(index, block, only, Bits.Count(only), misses, i);
        }
    }

    private void KeepBlamed(Block block, Span<ulong> set)
    {
        for (var word = 0; word < set.Length; word++)
            for (var rest = set[word]; rest != 0; rest &= rest - 1)
                if (claims.BlamedPart(block.Entries[(word << 6) + BitOperations.TrailingZeroCount(rest)]!) < 0) set[word] &= ~(rest & (0 - rest));
    }

    private static IndexHit HitOf(Ranked ranked) => new(ranked.Entry.Open(), new SortKeys(ranked.Group, ranked.Key, ranked.Entry.Id));

    private NearMiss MissOf(Ranked ranked) => new(
        ranked.Entry.Open(),
        1 << ranked.Failed == claimsBit ? FilterNames.ClaimParts[claims.BlamedPart(ranked.Entry)] : filters[ranked.Failed].Name);
}
