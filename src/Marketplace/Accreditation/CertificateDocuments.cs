using Marketplace.Files;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>The documents of a certificate as files; who may have one is decided before.</summary>
internal sealed class CertificateDocuments(TakeFile take, IFiles files)
{
    public const int Most = 10;
    public const string Field = "document";

    /// <summary>The certificate with the document, which is kept from then on; the certificate itself where none is sent, or one that it has already.</summary>
    public async Task<Outcome<Certificate>> Attach(Certificate certificate, Upload? document, Handing handing, CancellationToken cancel)
    {
        if (document is null) return certificate;
        if (certificate.Documents.Count >= Most)
            return Refusal.Because(RefusalKind.Invalid, "too_many", $"最多可附 {Most} 份文件。", $"At most {Most} documents can be attached.", Field);
        if (!(await take.Run(FileOwner.Of(certificate.Id), document, Field, cancel)).Is(out var file, out var refusal)) return refusal;
        return certificate.Document(file.Hash) is not null ? certificate
            : certificate with { Documents = [.. certificate.Documents, new CertificateDocument(file, handing.At, handing.By.Id)], SavedAt = handing.At };
    }

    /// <summary>Forgets the files of a certificate that did not come to be.</summary>
    public async Task Forget(Certificate certificate)
    {
        foreach (var document in certificate.Documents) await files.Remove(FileOwner.Of(certificate.Id), document.File.Hash, CancellationToken.None);
    }

    public Task<Stream?> Open(CertificateId certificate, string hash, CancellationToken cancel) => files.Open(FileOwner.Of(certificate), hash, cancel);
}
