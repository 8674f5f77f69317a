using Marketplace.Identity;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Check;

/// <summary>What an operator found: how far it was verified, on which day, and what was looked at.</summary>
/// <param name="Document">Hash of the attached document that was seen.</param>
internal sealed record CheckFinding(Verification Verification, DateOnly? CheckedOn, string? Note, string? Document = null);

/// <summary>An operator records the outcome of comparing a certificate with the document or the register.</summary>
internal sealed class CheckCertificate(IStore store, ICertificates certificates, MarketClock clock)
{
    public async Task<Outcome<Saved<Certificate>>> Run(
        Actor actor, CertificateId id, long readAt, CheckFinding finding,
        Func<Document<Certificate>, Command?>? command = null, CancellationToken cancel = default)
    {
        using var activity = AccreditationTelemetry.Source.StartActivity("check certificate");
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await certificates.Find(id, cancel) is not { } found) return Refusal.NotFound();

        var handing = new Handing(actor, clock.Now, clock.Today);
        var fields = new FieldCheck();
        var note = fields.Text(finding.Note, "note", 1000, multiline: true);
        if (finding.CheckedOn > handing.Today) fields.Add(CertificateRules.CheckedInFuture("checked_on"));
        if (finding.Verification != Verification.Declared && note is null && fields.Problems.Count == 0)
            fields.Add("required", "note", "请注明核查所依据的文件或登记信息。", "Say which document or register entry was looked at.");
        if (Unseen(found.Value, finding) is { } unseen) fields.Add(unseen);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var result = CertificateRules.Checked(found.Value, finding.Verification, finding.CheckedOn ?? handing.Today, note, handing, finding.Verification == Verification.DocumentSeen ? finding.Document : null);
        return await CertificateWrite.Commit(store, found.Value, result, readAt, command, cancel);
    }

    /// <summary>A document that was seen is one that is attached; where any is, it must be said which.</summary>
    private static Problem? Unseen(Certificate certificate, CheckFinding finding)
    {
        if (finding.Verification != Verification.DocumentSeen) return null;
        if (finding.Document is { } hash)
            return certificate.Document(hash) is null ? new Problem("unknown_value", new Bilingual("证书没有附上此文件。", "No such document is attached."), "document") : null;
        return certificate.Documents.Count == 0 ? null : new Problem("required", new Bilingual("请注明核查了哪一份文件。", "Say which of the documents was seen."), "document");
    }
}
