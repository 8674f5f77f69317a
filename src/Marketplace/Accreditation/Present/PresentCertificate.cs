using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Present;

/// <summary>A provider, or an operator for it, hands in a new certificate.</summary>
internal sealed class PresentCertificate(IStore store, ICertificates certificates, IProviderNames providers, CertificateTerms terms, MarketClock clock)
{
    public async Task<Outcome<Saved<Certificate>>> Run(
        Actor actor, ProviderId provider, CertificateInput input,
        Func<Document<Certificate>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("present certificate");
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MayEdit(provider)) return Refusal.Forbidden();

        var handing = new Handing(actor, clock.Now, clock.Today);
        if (!CertificateRules.Present(CertificateId.New(handing.At), provider, input, terms, handing).Is(out var certificate, out var refusal))
            return refusal;

        var document = new Document<Certificate>(certificate, 1);
        var changes = new Changes(
            [StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0)],
            [new CertificateSaved(certificate.Id, provider)], handing.At, command?.Invoke(document));
        var outcome = await CertificateWrite.Enter(
            store, certificates, provider, changes, standing => CertificateRules.Repeats(certificate, standing), cancel);
        if (!outcome.Is(out var committed, out refusal)) return refusal;
        AccreditationTelemetry.Saved.Add(1);
        return new Saved<Certificate>(document, committed.Repeated);
    }
}
