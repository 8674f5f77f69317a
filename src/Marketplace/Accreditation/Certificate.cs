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
    /// <summary>Who of the operator's people checked it.</summary>
    public Bilingual? CheckedBy { get; init; }
    /// <summary>What was looked at when it was checked.</summary>
    public string? CheckNote { get; init; }
    /// <summary>Statuses as they were stated and when we learnt of them, oldest first; the last is the present one.</summary>
    public IReadOnlyList<StatusChange> StatusHistory { get; init; } = [];
    /// <summary>Documents that show it, oldest first. None is ever replaced or taken away, so that a check can name what it saw.</summary>
    public IReadOnlyList<CertificateDocument> Documents { get; init; } = [];
    /// <summary>Every check there was, oldest first.</summary>
    public IReadOnlyList<CheckMade> Checks { get; init; } = [];
    public required DateTimeOffset SavedAt { get; init; }

    public CertificateDocument? Document(string hash) => Documents.SingleOrDefault(it => it.File.Hash == hash);

    public Standing StatusOn(DateOnly day) => Standing.On(this, day);

    /// <summary>The certificate as the conformity engine sees it.</summary>
    public Evidence ToEvidence() => new()
    {
        Id = Id.Value, Number = Number, StandardId = StandardId, Permit = Permit, EvidenceType = EvidenceType,
        Marks = Marks, Mra = Mra, Issuer = Issuer, Status = Status, StatusSince = StatusSince,
        ValidFrom = ValidFrom, ValidUntil = ValidUntil, ScopeLines = ScopeLines,
        Verification = Verification, CheckedOn = CheckedOn,
    };
}

/// <summary>A status that was stated for a certificate, from which day, and when it was recorded here.</summary>
public sealed record StatusChange(EvidenceStatus Status, DateOnly? Since, DateTimeOffset RecordedAt);

public sealed record CertificateSaved(CertificateId Certificate, ProviderId Provider) : MarketEvent
{
    public override string Subject => Certificate.Value;
}
