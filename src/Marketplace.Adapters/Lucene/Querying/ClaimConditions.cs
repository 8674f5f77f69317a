using System.Numerics;
using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

/// <summary>The five conditions on a claim, of which one active row must fulfil all. A part is a bit, in the order of <see cref="FilterNames.ClaimParts"/>.</summary>
internal sealed class ClaimConditions
{
    public const int Parts = 5;
    private const int EvidencePart = 2;

    private readonly DateOnly day;
    private readonly int[]?[] asked;
    private readonly int askedParts;

    public ClaimConditions(ClaimFilter filter, DateOnly day, ValueSpace space)
    {
        this.day = day;
        asked = [Ordinals(FilterNames.Standard, filter.Standards), Ordinals(FilterNames.Permit, filter.Permits), Ordinals(FilterNames.Evidence, filter.EvidenceTypes),
            Ordinals(FilterNames.Mark, filter.Marks), Ordinals(FilterNames.Accreditor, filter.Accreditors)];
        for (var part = 0; part < Parts; part++)
            if (asked[part] is not null) askedParts |= 1 << part;

        int[]? Ordinals(string facet, IReadOnlyList<string> values) =>
            values.Count == 0 ? null : [.. values.Select(value => space.Find(facet, value) ?? -1).Where(ordinal => ordinal >= 0)];
    }

    public bool AskNothing => askedParts == 0;

    /// <summary>
    /// Leaves out listings that the columns of the day show to have no row failing at most so many parts. The columns tell of the claims
    /// that count without being asked for; where types are asked for they do not help.
    /// </summary>
    public void Narrow(DayColumns columns, Span<ulong> mask, int mayFail)
    {
        var parts = BitOperations.PopCount((uint)askedParts);
        if (asked[EvidencePart] is not null || parts <= mayFail) return;
        Span<ulong> having = stackalloc ulong[Bits.Words];
        foreach (var ordinals in asked)
        {
            if (ordinals is null) continue;
            foreach (var ordinal in ordinals) columns.Columns.Of(ordinal)?.OrInto(having);
            if (mayFail > 0) continue;
            Bits.And(mask, having);
            having.Clear();
        }
        if (mayFail > 0) Bits.And(mask, having);
    }

    public bool Hold(Entry entry)
    {
        if (AskNothing) return true;
        foreach (var claim in entry.Claims)
            if (FailedParts(claim) == 0) return true;
        return false;
    }

    /// <summary>The first part without which the entry would pass; -1 where there is none.</summary>
    public int BlamedPart(Entry entry)
    {
        for (var part = 0; part < Parts; part++)
        {
            if ((askedParts & 1 << part) == 0) continue;
            if (askedParts == 1 << part) return part;
            foreach (var claim in entry.Claims)
                if (FulfilsWithout(part, claim)) return part;
        }
        return -1;
    }

    /// <summary>Whether the row, were the part not asked for, would do.</summary>
    public bool FulfilsWithout(int part, Claim claim)
    {
        var failed = FailedParts(claim);
        if (part == EvidencePart && claim.CountsOnlyOnRequest) return false;
        return (failed & ~(1 << part)) == 0;
    }

    /// <summary>A bit for each part the row fails; all of them for one that is not active.</summary>
    public int FailedParts(Claim claim)
    {
        if (!claim.IsActiveOn(day)) return int.MaxValue;
        var failed = 0;
        if (asked[0] is { } standards && !standards.Contains(claim.Standard)) failed |= 1;
        if (asked[1] is { } permits && !permits.Contains(claim.Permit)) failed |= 2;
        if (asked[EvidencePart] is { } types ? !types.Contains(claim.EvidenceType) : claim.CountsOnlyOnRequest) failed |= 4;
        if (asked[3] is { } marks && !claim.Marks.AsSpan().ContainsAny(marks)) failed |= 8;
        if (asked[4] is { } accreditors && !accreditors.Contains(claim.Accreditor)) failed |= 16;
        return failed;
    }
}

/// <summary>Lets through those with a row that fulfils the conditions; the name stands for all five parts.</summary>
internal sealed class ClaimsFilter(ClaimConditions conditions) : BlockFilter("claims")
{
    public override void Fill(Block block, DayColumns day, ReadOnlySpan<ulong> within, Span<ulong> mask)
    {
        Span<ulong> candidates = stackalloc ulong[Bits.Words];
        within.CopyTo(candidates);
        conditions.Narrow(day, candidates, mayFail: 0);
        Test(block, candidates, mask, conditions.Hold);
    }
}
