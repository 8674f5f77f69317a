using System.Numerics;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>One filter of a query. Its mask of a block need only be right within the slots that can match at all.</summary>
internal abstract class BlockFilter(string name)
{
    public string Name => name;

    public abstract void Fill(Block block, DayColumns day, ReadOnlySpan<ulong> within, Span<ulong> mask);

    protected static void Test(Block block, ReadOnlySpan<ulong> within, Span<ulong> mask, Func<Entry, bool> holds)
    {
        var entries = block.Entries;
        for (var word = 0; word < within.Length; word++)
            for (var rest = within[word]; rest != 0; rest &= rest - 1)
                if (holds(entries[(word << 6) + BitOperations.TrailingZeroCount(rest)]!)) mask[word] |= rest & (0 - rest);
    }
}

/// <summary>Any of the values of one name.</summary>
internal sealed class TermFilter(string name, IReadOnlyList<string> values, EntryMaker spaces) : BlockFilter(name)
{
    private readonly int[] ordinals = [.. values.Select(value => spaces.SpaceOf(name).Find(name, value) ?? -1).Where(ordinal => ordinal >= 0)];

    public override void Fill(Block block, DayColumns day, ReadOnlySpan<ulong> within, Span<ulong> mask)
    {
        var space = spaces.SpaceOf(Name);
        var columns = space == spaces.Core ? block.Core : space == spaces.Rest ? block.Rest : day.Columns;
        foreach (var ordinal in ordinals) columns.Of(ordinal)?.OrInto(mask);
    }
}

/// <summary>All methods asked for, each by any of its alternatives; the columns say who lists the method, the rows whether it is covered.</summary>
internal sealed class MethodFilter(IReadOnlyList<MethodAsk> asks, DateOnly day, EntryMaker spaces) : BlockFilter(FilterNames.Method)
{
    private readonly TermFilter[] listed =
        [.. asks.Select(ask => new TermFilter(FilterNames.Method, [.. ask.Alternatives.Select(method => method.Method).Distinct()], spaces))];

    public override void Fill(Block block, DayColumns columns, ReadOnlySpan<ulong> within, Span<ulong> mask)
    {
        Span<ulong> candidates = stackalloc ulong[Bits.Words];
        within.CopyTo(candidates);
        Span<ulong> lists = stackalloc ulong[Bits.Words];
        foreach (var filter in listed)
        {
            lists.Clear();
            filter.Fill(block, columns, within, lists);
            Bits.And(candidates, lists);
        }
        Test(block, candidates, mask, entry => asks.All(ask => entry.Covers(ask, day)));
    }
}

internal sealed class PriceRangeFilter(IndexQuery query) : BlockFilter(FilterNames.PriceRange)
{
    private readonly string currency = query.Currency ?? HitOrder.DefaultCurrency;

    public override void Fill(Block block, DayColumns day, ReadOnlySpan<ulong> within, Span<ulong> mask) =>
        Test(block, within, mask, entry =>
            entry.PriceFrom <= (query.PriceMax ?? long.MaxValue) && entry.PriceTo >= (query.PriceMin ?? long.MinValue) && entry.Currency == currency);
}

internal sealed class DaysMaxFilter(int most) : BlockFilter(FilterNames.DaysMax)
{
    public override void Fill(Block block, DayColumns day, ReadOnlySpan<ulong> within, Span<ulong> mask) =>
        Test(block, within, mask, entry => entry.Days <= most);
}
