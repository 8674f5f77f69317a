using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Documents;

/// <summary>Opens a document for those who may see what the provider keeps to itself; for everybody else there is none.</summary>
internal sealed class ShowDocument(ICertificates certificates, CertificateDocuments documents)
{
    public async Task<Outcome<OpenedFile>> Run(Actor actor, CertificateId id, string hash, CancellationToken cancel = default)
    {
        if (await certificates.Find(id, cancel) is not { } found || !actor.MaySee(found.Value.Provider)) return Refusal.NotFound();
        if (found.Value.Document(hash) is not { } document || await documents.Open(id, hash, cancel) is not { } content) return Refusal.NotFound();
        return new OpenedFile(document.File, content);
    }
}
