using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Amend;

/// <summary>Replaces what a certificate states. A provider's material edit takes a check back, since the check saw something else.</summary>
internal sealed class AmendCertificate(IStore store, ICertificates certificates, CertificateTerms terms, CertificateDocuments documents, MarketClock clock)
{
    /// <param name="readAt">The version the actor saw; the store refuses it when it is no longer the newest.</param>
    public async Task<Outcome<Saved<Certificate>>> Run(
        Actor actor, CertificateId id, long readAt, CertificateInput input,
        Func<Document<Certificate>, Command?>? command = null, Upload? document = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("amend certificate");
        if (await certificates.Find(id, cancel) is not { } found) return Refusal.NotFound();
        if (!actor.MayEdit(found.Value.Provider)) return actor.NotEditing(found.Value.Provider);

        var handing = new Handing(actor, clock.Now, clock.Today);
        if (!CertificateRules.Amend(found.Value, input, terms, handing).Is(out var stated, out var refusal)) return refusal;
        if (!(await documents.Attach(stated, document, handing, cancel)).Is(out var amended, out refusal)) return refusal;
        if (CertificateRules.IsSame(amended, found.Value)) return await CertificateWrite.Commit(store, found.Value, amended, readAt, command, cancel);
        return await CertificateWrite.Commit(store, found.Value, amended, readAt, command, cancel, changes => CertificateWrite.Enter(
            store, certificates, amended.Provider, changes,
            standing => CertificateRules.Repeats(amended, standing.Where(it => it.Id != amended.Id)), cancel));
    }
}
