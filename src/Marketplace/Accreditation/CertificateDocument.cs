using Marketplace.Files;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>A document that shows a certificate. That there is one, and its hash, is public; what it holds is for the provider, operators and auditors.</summary>
/// <param name="AttachedBy">The id of the person.</param>
public sealed record CertificateDocument(StoredFile File, DateTimeOffset AttachedAt, string AttachedBy);

/// <summary>What somebody of the operator's people found, and against what; declared means that an earlier check was taken back.</summary>
/// <param name="CheckedOn">The day of the check; null where one was taken back.</param>
/// <param name="By">Who checked it.</param>
/// <param name="Document">Hash of the attached document that was looked at; null where it was the register, or a document shown elsewhere.</param>
/// <param name="RecordedAt">When it was written down here.</param>
public sealed record CheckMade(Verification Verification, DateOnly? CheckedOn, Bilingual? By, string? Document, string? Note, DateTimeOffset RecordedAt);

public sealed record CertificateDocumentAttached(CertificateId Certificate, ProviderId Provider, string Document) : MarketEvent
{
    public override string Subject => Certificate.Value;
}

public sealed record CertificateChecked(CertificateId Certificate, ProviderId Provider, Verification Verification, DateOnly? CheckedOn, string? Document) : MarketEvent
{
    public override string Subject => Certificate.Value;
}
