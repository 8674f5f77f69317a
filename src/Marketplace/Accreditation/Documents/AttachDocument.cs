using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Documents;

/// <summary>A provider, or an operator for it, attaches a document to a certificate that is there. What was found in a check stays: nothing stated changes.</summary>
internal sealed class AttachDocument(IStore store, ICertificates certificates, CertificateDocuments documents, MarketClock clock)
{
    /// <param name="readAt">The version the actor saw; the store refuses it when it is no longer the newest.</param>
    public async Task<Outcome<Saved<Certificate>>> Run(
        Actor actor, CertificateId id, long readAt, Upload? document, Func<Document<Certificate>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("attach document");
        if (await certificates.Find(id, cancel) is not { } found) return Refusal.NotFound();
        if (!actor.MayEdit(found.Value.Provider)) return actor.NotEditing(found.Value.Provider);
        if (document is null)
            return Refusal.Because(RefusalKind.Invalid, "required", "请选择文件。", "Choose a file.", CertificateDocuments.Field);

        if (!(await documents.Attach(found.Value, document, new Handing(actor, clock.Now, clock.Today), cancel)).Is(out var attached, out var refusal)) return refusal;
        if (ReferenceEquals(attached, found.Value)) return new Saved<Certificate>(found, null);
        return await CertificateWrite.Commit(store, found.Value, attached, readAt, command, cancel);
    }
}
