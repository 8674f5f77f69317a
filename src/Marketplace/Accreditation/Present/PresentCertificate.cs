using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Present;

/// <summary>A provider, or an operator for it, hands in a new certificate.</summary>
internal sealed class PresentCertificate(IStore store, ICertificates certificates, IProviderNames providers, CertificateTerms terms, CertificateDocuments documents, MarketClock clock)
{
    public async Task<Outcome<Saved<Certificate>>> Run(
        Actor actor, ProviderId provider, CertificateInput input,
        Func<Document<Certificate>, Command?>? command = null, Upload? upload = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("present certificate");
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MayEdit(provider)) return actor.NotEditing(provider);

        var handing = new Handing(actor, clock.Now, clock.Today);
        if (!CertificateRules.Present(CertificateId.New(handing.At), provider, input, terms, handing).Is(out var stated, out var refusal))
            return refusal;
        if (!(await documents.Attach(stated, upload, handing, cancel)).Is(out var certificate, out refusal)) return refusal;

        var document = new Document<Certificate>(certificate, 1);
        var changes = new Changes(
            [StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0)],
            CertificateRules.Happened(null, certificate), handing.At, command?.Invoke(document));
        var outcome = await CertificateWrite.Enter(
            store, certificates, provider, changes, standing => CertificateRules.Repeats(certificate, standing), cancel);
        // Refused, or done before under another id: nothing names these files.
        if (!outcome.Is(out var committed, out refusal) || committed.Repeated is not null) await documents.Forget(certificate);
        if (refusal is not null) return refusal;
        AccreditationTelemetry.Saved.Add(1);
        return new Saved<Certificate>(document, committed!.Repeated);
    }
}
