using Marketplace.Accreditation;
using Marketplace.Standards;

namespace Marketplace.Discovery.Indexing;

/// <summary>The evidence of a listing as search sees it: each certificate it rests on, and what it only says itself.</summary>
internal static class ClaimRows
{
    public static IEnumerable<ClaimRow> Of(Answers answers, IReadOnlyList<Certificate> certificates)
    {
        foreach (var certificate in certificates)
        {
            var (from, until) = ActiveDays(certificate);
            yield return new ClaimRow(certificate.Id.Value, certificate.Number, certificate.StandardId, certificate.Permit, certificate.EvidenceType,
                certificate.Marks, certificate.Issuer, certificate.Verification, certificate.CheckedOn, from, until,
                StatusAfter(certificate, until));
        }

        foreach (var row in answers.Rows("conformity_claims"))
        {
            if (row.Text("evidence_type") is { } type && ClaimRow.CountsOnlyOnRequest(type) && row.Text("standard_id") is { } standard)
            {
                yield return new ClaimRow(null, row.Text("certificate_number"), standard, null, type, [], row.Text("issuer"),
                    Verification.Declared, null, row.Date("issued_on") ?? DateOnly.MinValue, row.Date("valid_until"), EvidenceStatus.Expired);
            }
        }
    }

    /// <summary>The days on which it is active; where it never is, the last one lies before the first.</summary>
    public static (DateOnly From, DateOnly? Until) ActiveDays(Certificate certificate)
    {
        var until = certificate.ValidUntil;
        if (certificate.Status != EvidenceStatus.Active)
        {
            var last = certificate.StatusSince is { } since && since > DateOnly.MinValue ? since.AddDays(-1) : certificate.ValidFrom.AddDays(-1);
            if (until is null || last < until) until = last;
        }

        return (certificate.ValidFrom, until);
    }

    /// <summary>What it is once its active days are over: run out, or ended earlier by its issuer.</summary>
    private static EvidenceStatus StatusAfter(Certificate certificate, DateOnly? until) =>
        certificate.Status == EvidenceStatus.Active || until == certificate.ValidUntil && certificate.StatusSince > until ? EvidenceStatus.Expired : certificate.Status;
}
