using System.Text.Json.Serialization;

namespace Marketplace.Standards;

/// <summary>How far a piece of evidence was verified, weakest first. Only an operator raises it.</summary>
public enum Verification
{
    [JsonStringEnumMemberName("declared")] Declared,
    [JsonStringEnumMemberName("document_seen")] DocumentSeen,
    [JsonStringEnumMemberName("register_checked")] RegisterChecked,
}

public enum EvidenceStatus { Active, Suspended, Withdrawn, Cancelled, Expired }

/// <summary>One line of the scope annex of a certificate; every field but <see cref="Flexible"/> may be null.</summary>
public sealed record ScopeLine(
    string? Activity, string? Object, string? Parameter, string? Method, string? Edition,
    double? RangeMin, double? RangeMax, string? Unit, double? Uncertainty, bool Flexible, string? Site);

/// <summary>
/// What the engine accepts as evidence, in the shape of the conformity cases' <c>certificate</c>:
/// exactly one of <see cref="StandardId"/> and <see cref="Permit"/> is set; dates are inclusive calendar days.
/// </summary>
public sealed record Evidence
{
    /// <summary>The certificate's own id, where it is one of the marketplace.</summary>
    public string? Id { get; init; }
    public required string Number { get; init; }
    public string? StandardId { get; init; }
    public string? Permit { get; init; }
    public required string EvidenceType { get; init; }
    public IReadOnlyList<string> Marks { get; init; } = [];
    public bool Mra { get; init; }
    public string? Issuer { get; init; }
    public EvidenceStatus Status { get; init; }
    public DateOnly? StatusSince { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public IReadOnlyList<ScopeLine> ScopeLines { get; init; } = [];
    public Verification Verification { get; init; }
    public DateOnly? CheckedOn { get; init; }

    /// <summary>A certificate's number as numbers are compared: without regard to spaces and letter case (requirements.json meta.tests.consistency.subset).</summary>
    public static string ComparableNumber(string number) =>
        string.Concat(number.Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();

    /// <summary>requirements.json meta.tests.evidence.active.</summary>
    public bool IsActiveOn(DateOnly day) =>
        (Status == EvidenceStatus.Active || StatusSince > day) && ValidFrom <= day && (ValidUntil is null || ValidUntil >= day);
}
