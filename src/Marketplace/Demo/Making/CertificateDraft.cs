using Marketplace.Accreditation;
using Marketplace.Demo.Content;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Making;

internal enum LapseKind { Expiry, Suspension, Withdrawal }

/// <summary>A certificate of a demo firm while its listings are being written, which add the lines of its scope.</summary>
internal sealed class CertificateDraft
{
    private readonly HashSet<ScopeLine> known = [];
    private readonly List<ScopeLine> lines = [];

    public CertificateId Id { get; set; }
    public required EvidenceKind Kind { get; init; }
    public required string? StandardId { get; init; }
    public required string? Permit { get; init; }
    public required string Number { get; init; }
    public required string Issuer { get; init; }
    public required IReadOnlyList<string> Marks { get; init; }
    public required bool Mra { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public required DateOnly? ValidUntil { get; init; }
    public required Verification Verification { get; init; }
    public required LapseKind? Lapse { get; init; }

    public void Add(ScopeLine line)
    {
        if (known.Add(line)) lines.Add(line);
    }

    /// <summary>As the firm hands it in, on its own word.</summary>
    public CertificateInput Input() => new()
    {
        Number = Number, StandardId = StandardId, Permit = Permit, EvidenceType = Kind.Type, Marks = Marks, Mra = Mra, Issuer = Issuer,
        ValidFrom = ValidFrom, ValidUntil = ValidUntil, ScopeLines = [.. lines.Select(ScopeLineInput.Of)],
    };
}
