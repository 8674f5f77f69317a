using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>A provider's certificate or permit, with the lines of its scope. Its status follows the date; nobody presses a button.</summary>
[StoredAs("certificates")]
public sealed record Certificate
{
    public required CertificateId Id { get; init; }
    public required ProviderId Provider { get; init; }
    public required string Number { get; init; }
    public string? StandardId { get; init; }
    public string? Permit { get; init; }
    public required string EvidenceType { get; init; }
    public IReadOnlyList<string> Marks { get; init; } = [];
    public bool Mra { get; init; }
    public required string Issuer { get; init; }
    public EvidenceStatus Status { get; init; }
    public DateOnly? StatusSince { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidUntil { get; init; }
    public IReadOnlyList<ScopeLine> ScopeLines { get; init; } = [];
    /// <summary>Where it was taken from: a register's address, a document.</summary>
    public string? Source { get; init; }
    public Verification Verification { get; init; }
    public DateOnly? CheckedOn { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>The certificate as the conformity engine sees it.</summary>
    public Evidence ToEvidence() => new()
    {
        Id = Id.Value, Number = Number, StandardId = StandardId, Permit = Permit, EvidenceType = EvidenceType,
        Marks = Marks, Mra = Mra, Issuer = Issuer, Status = Status, StatusSince = StatusSince,
        ValidFrom = ValidFrom, ValidUntil = ValidUntil, ScopeLines = ScopeLines,
        Verification = Verification, CheckedOn = CheckedOn,
    };
}

public sealed record CertificateSaved(CertificateId Certificate, ProviderId Provider) : MarketEvent
{
    public override string Subject => Certificate.Value;
}
