using Marketplace.Identity;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>Who hands a certificate in, and when.</summary>
public sealed record Handing(Actor By, DateTimeOffset At, DateOnly Today);

/// <summary>How a certificate comes to be and changes. Verification is the operator's word: nobody else can raise or keep it by editing.</summary>
public static class CertificateRules
{
    public static Outcome<Certificate> Present(CertificateId id, ProviderId provider, CertificateInput input, CertificateTerms terms, Handing handing)
    {
        if (!CertificateCheck.Of(input, terms, handing.Today).Is(out var facts, out var refusal)) return refusal;
        var certificate = facts with
        {
            Id = id, Provider = provider, SavedAt = handing.At,
            StatusHistory = [new StatusChange(facts.Status, facts.StatusSince, handing.At)],
        };
        return Verified(certificate, input, handing);
    }

    public static Outcome<Certificate> Amend(Certificate certificate, CertificateInput input, CertificateTerms terms, Handing handing)
    {
        if (!CertificateCheck.Of(input, terms, handing.Today).Is(out var facts, out var refusal)) return refusal;
        var restated = facts.Status != certificate.Status || facts.StatusSince != certificate.StatusSince;
        var amended = facts with
        {
            Id = certificate.Id, Provider = certificate.Provider, SavedAt = handing.At,
            Documents = certificate.Documents, Checks = certificate.Checks,
            StatusHistory = restated ? [.. certificate.StatusHistory, new(facts.Status, facts.StatusSince, handing.At)] : certificate.StatusHistory,
        };
        if (handing.By.IsOperator || !IsMaterial(certificate, amended)) amended = WithCheckOf(amended, certificate);
        return Verified(amended, input, handing);
    }

    /// <summary>
    /// Refuses a second certificate of one number to one standard or permit: nobody could tell which of the two a claim means. A number
    /// is compared as people read it, without letter case and spaces.
    /// </summary>
    public static Refusal? Repeats(Certificate certificate, IEnumerable<Certificate> others) => others.Any(other => IsSame(certificate, other))
        ? Refusal.Because(RefusalKind.Conflict, "number_taken",
            "已有同一编号且针对同一标准（或许可）的证书，请修改那一张。", "There is a certificate of this number to the same standard or permit already; amend that one.", "number")
        : null;

    public static bool IsSame(Certificate one, Certificate other) =>
        one.StandardId == other.StandardId && one.Permit == other.Permit
        && Evidence.ComparableNumber(one.Number) == Evidence.ComparableNumber(other.Number);

    /// <summary>Whether an edit touches anything a check would have looked at; a corrected source is no such thing.</summary>
    public static bool IsMaterial(Certificate before, Certificate after) =>
        before.Number != after.Number || before.StandardId != after.StandardId || before.Permit != after.Permit
        || before.EvidenceType != after.EvidenceType || !before.Marks.SequenceEqual(after.Marks) || before.Mra != after.Mra
        || before.Issuer != after.Issuer || before.Status != after.Status || before.StatusSince != after.StatusSince
        || before.ValidFrom != after.ValidFrom || before.ValidUntil != after.ValidUntil || !before.ScopeLines.SequenceEqual(after.ScopeLines);

    /// <summary>
    /// The certificate with the outcome of a check, which is added to those there were. Going back to the provider's word takes what the check found
    /// away, and is written down like one.
    /// </summary>
    /// <param name="document">Hash of the attached document that was looked at.</param>
    public static Certificate Checked(Certificate certificate, Verification verification, DateOnly checkedOn, string? note, Handing handing, string? document = null)
    {
        var (day, by) = (verification == Verification.Declared ? (DateOnly?)null : checkedOn, handing.By.Person?.Name);
        return certificate with
        {
            Verification = verification, CheckedOn = day, CheckedBy = day is null ? null : by, CheckNote = day is null ? null : note, SavedAt = handing.At,
            Checks = [.. certificate.Checks, new CheckMade(verification, day, by, document, note, handing.At)],
        };
    }

    /// <summary>What others may hear when a certificate was saved.</summary>
    /// <param name="before">As it stood; null for a new one.</param>
    public static IReadOnlyList<MarketEvent> Happened(Certificate? before, Certificate after) =>
    [
        new CertificateSaved(after.Id, after.Provider),
        .. after.Documents.Skip(before?.Documents.Count ?? 0).Select(it => new CertificateDocumentAttached(after.Id, after.Provider, it.File.Hash)),
        .. after.Checks.Skip(before?.Checks.Count ?? 0).Select(it => new CertificateChecked(after.Id, after.Provider, it.Verification, it.CheckedOn, it.Document)),
    ];

    private static Certificate WithCheckOf(Certificate certificate, Certificate earlier) => certificate with
    {
        Verification = earlier.Verification, CheckedOn = earlier.CheckedOn, CheckedBy = earlier.CheckedBy, CheckNote = earlier.CheckNote,
    };

    private static Outcome<Certificate> Verified(Certificate certificate, CertificateInput input, Handing handing)
    {
        if (!handing.By.IsOperator || input.Verification is not { } verification) return certificate;
        if (input.CheckedOn > handing.Today) return new Refusal(RefusalKind.Invalid, [CheckedInFuture("checked_on")]);
        var same = verification == certificate.Verification && (input.CheckedOn is null || input.CheckedOn == certificate.CheckedOn);
        return same ? certificate : Checked(certificate, verification, input.CheckedOn ?? handing.Today, certificate.CheckNote, handing);
    }

    internal static Problem CheckedInFuture(string field) =>
        new("date_in_future", new Bilingual("核查日期不能晚于今天。", "A check cannot lie in the future."), field);
}
