using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Columns;

/// <summary>A claim row with its values as ordinals (-1 for none). All listings that rest on the certificate share it.</summary>
internal sealed class Claim(ClaimRow row, ValueSpace space)
{
    public ClaimRow Row => row;

    public int Standard { get; } = Ordinal(space, FilterNames.Standard, row.StandardId);
    public int Permit { get; } = Ordinal(space, FilterNames.Permit, row.Permit);
    public int EvidenceType { get; } = Ordinal(space, FilterNames.Evidence, row.EvidenceType);
    public int Accreditor { get; } = Ordinal(space, FilterNames.Accreditor, row.Accreditor);
    public int[] Marks { get; } = [.. row.Marks.Select(mark => space.Add(FilterNames.Mark, mark)).Distinct()];
    public bool CountsOnlyOnRequest { get; } = ClaimRow.CountsOnlyOnRequest(row.EvidenceType);

    public bool IsActiveOn(DateOnly day) => row.IsActiveOn(day);

    private static int Ordinal(ValueSpace space, string facet, string? value) => value is null ? -1 : space.Add(facet, value);
}

internal sealed class SameClaim : IEqualityComparer<ClaimRow>
{
    public bool Equals(ClaimRow? one, ClaimRow? other) =>
        one is not null && other is not null && one.Marks.SequenceEqual(other.Marks) && one with { Marks = other.Marks } == other;

    public int GetHashCode(ClaimRow row) =>
        HashCode.Combine(row.Certificate, row.Number, row.StandardId, row.Permit, row.EvidenceType, row.ActiveFrom, row.ActiveUntil);
}
