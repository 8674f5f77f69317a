using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>The one write of a changed certificate: document and event together.</summary>
internal static class CertificateWrite
{
    public static async Task<Outcome<Saved<Certificate>>> Commit(
        IStore store, Certificate certificate, long readAt, Func<Document<Certificate>, Command?>? command, CancellationToken cancel)
    {
        // Only an existing document is changed here; 0 would ask the store for a new one.
        if (readAt < 1) readAt = -1;
        var document = new Document<Certificate>(certificate, readAt + 1);
        var changes = new Changes(
            [StoredAs<Certificate>.Write(certificate.Id.Value, certificate, readAt)],
            [new CertificateSaved(certificate.Id, certificate.Provider)], certificate.SavedAt, command?.Invoke(document));
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out var refusal)) return refusal;
        AccreditationTelemetry.Saved.Add(1);
        return new Saved<Certificate>(document, committed.Repeated);
    }
}
