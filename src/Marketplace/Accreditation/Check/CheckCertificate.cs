using Marketplace.Identity;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Check;

/// <summary>What an operator found: how far it was verified, on which day, and what was looked at.</summary>
internal sealed record CheckFinding(Verification Verification, DateOnly? CheckedOn, string? Note);

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
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var result = CertificateRules.Checked(found.Value, finding.Verification, finding.CheckedOn ?? handing.Today, note, handing);
        return await CertificateWrite.Commit(store, result, readAt, command, cancel);
    }
}
