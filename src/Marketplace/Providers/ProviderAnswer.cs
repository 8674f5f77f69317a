using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>A provider as the API gives it, with its certificates as they stand today.</summary>
public sealed record ProviderAnswer(
    ProviderId Id, long Version, string Status, Bilingual Name, string Country, string RegistrationNumber, SizeBand Size,
    IReadOnlyList<Site> Sites, Contact Contact, IReadOnlyList<string> Languages, Bilingual? About,
    IReadOnlyList<ProviderCertificate> Certificates)
{
    /// <summary>The status of a provider whose listings are hidden for the time being.</summary>
    public const string Suspended = "suspended";

    public static ProviderAnswer Of(Document<Provider> document, IEnumerable<Document<Certificate>> certificates, DateOnly today)
    {
        var it = document.Value;
        return new ProviderAnswer(it.Id, document.Version, it.Suspension is null ? ProviderWritten.Registered : Suspended, it.Name, it.Country, it.RegistrationNumber, it.Size,
            it.Sites, it.Contact, it.Languages, it.About, [.. certificates.Select(certificate => ProviderCertificate.Of(certificate, today))]);
    }
}

/// <summary>A certificate in short; the whole of it is at <c>/api/v1/certificates/{id}</c>.</summary>
public sealed record ProviderCertificate(
    CertificateId Id, string Number, string? Standard, string? Permit, string EvidenceType, IReadOnlyList<string> Marks,
    DateOnly ValidFrom, DateOnly? ValidUntil, Standards.Verification Verification, DateOnly? Checked, int ScopeLines, StandingAnswer Standing)
{
    public static ProviderCertificate Of(Document<Certificate> document, DateOnly today)
    {
        var it = document.Value;
        var standing = it.StatusOn(today);
        return new ProviderCertificate(it.Id, it.Number, it.StandardId, it.Permit, it.EvidenceType, it.Marks, it.ValidFrom, it.ValidUntil,
            it.Verification, it.CheckedOn, it.ScopeLines.Count, new StandingAnswer(standing.Kind, standing.Since, standing.Why));
    }
}

/// <summary>What registering came to.</summary>
public sealed record ProviderWritten(ProviderId Id, long Version, string Status)
{
    public const string Registered = "registered";

    public static ProviderWritten Of(Document<Provider> document) => new(document.Value.Id, document.Version, Registered);
}
