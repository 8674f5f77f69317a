using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>Holds what was handed in against the shape of a certificate, and finds everything wrong with it at once.</summary>
internal sealed class CertificateCheck(CertificateTerms terms)
{
    private static readonly DateOnly earliest = new(1950, 1, 1);
    private static readonly DateOnly latest = new(2199, 12, 31);

    private readonly FieldCheck fields = new();

    /// <summary>The facts of the certificate; its id and provider are still to be set.</summary>
    public static Outcome<Certificate> Of(CertificateInput input, CertificateTerms terms, DateOnly today)
    {
        var check = new CertificateCheck(terms);
        var facts = check.Facts(input, today);
        return check.fields.Problems.Count == 0 ? facts : new Refusal(RefusalKind.Invalid, check.fields.Problems);
    }

    private Certificate Facts(CertificateInput input, DateOnly today)
    {
        var facts = new Certificate
        {
            Id = default, Provider = default, SavedAt = default,
            Number = fields.Required(input.Number, "number", 100),
            StandardId = fields.Known(input.StandardId, "standard_id", terms.Standards),
            Permit = fields.Known(input.Permit, "permit", terms.Permits),
            EvidenceType = fields.Known(fields.Required(input.EvidenceType, "evidence_type", 100), "evidence_type", terms.EvidenceTypes) ?? "",
            Marks = Marks(input.Marks ?? []),
            Mra = input.Mra ?? false,
            Issuer = fields.Required(input.Issuer, "issuer", 200),
            Status = input.Status ?? EvidenceStatus.Active,
            StatusSince = InRange(input.StatusSince, "status_since"),
            ValidFrom = InRange(input.ValidFrom, "valid_from") ?? default,
            ValidUntil = InRange(input.ValidUntil, "valid_until"),
            ScopeLines = new ScopeLineCheck(fields).Lines(input.ScopeLines ?? []),
            Source = fields.Text(input.Source, "source", 1000),
        };
        Together(input, facts, today);
        return facts;
    }

    private List<string> Marks(IReadOnlyList<string> marks)
    {
        if (marks.Count > terms.Marks.Count)
        {
            fields.Add("too_many", "marks", $"最多 {terms.Marks.Count} 个标志。", $"At most {terms.Marks.Count} marks.");
            return [];
        }

        var known = marks.Select((mark, i) => fields.Known(mark, $"marks[{i}]", terms.Marks)).OfType<string>().ToList();
        if (known.Distinct().Count() < known.Count) fields.Add("repeated", "marks", "同一标志出现了两次。", "A mark is named twice.");
        return known;
    }

    private DateOnly? InRange(DateOnly? date, string field)
    {
        if (date < earliest || date > latest)
            fields.Add("date_out_of_range", field, $"日期应在 {earliest:yyyy} 至 {latest:yyyy} 年之间。", $"The date must lie between {earliest:yyyy} and {latest:yyyy}.");
        return date;
    }

    private void Together(CertificateInput input, Certificate facts, DateOnly today)
    {
        var named = (Blank(input.StandardId) ? 0 : 1) + (Blank(input.Permit) ? 0 : 1);
        if (named == 0) fields.Add("standard_or_permit", "standard_id", "请填写所依据的标准或许可之一。", "Name the standard or the permit.");
        if (named == 2) fields.Add("standard_or_permit", "permit", "标准与许可只能填写一项。", "Name either a standard or a permit, not both.");
        if (input.ValidFrom is null) fields.Add("required", "valid_from", "请填写生效日期。", "The first day of validity is required.");
        if (input.ValidFrom > input.ValidUntil) fields.Add("date_order", "valid_until", "有效期止不能早于有效期起。", "It cannot end before it begins.");
        if (facts.Status == EvidenceStatus.Active && input.StatusSince is not null)
            fields.Add("status_since_of_active", "status_since", "状态为有效时不填写变更日期。", "An active certificate has no date of a change of status.");
        if (input.CheckedOn > today) fields.Add(CertificateRules.CheckedInFuture("checked_on"));
    }

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);
}
