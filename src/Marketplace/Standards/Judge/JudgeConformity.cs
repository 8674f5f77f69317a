using Marketplace.Vocabulary;

namespace Marketplace.Standards.Judge;

/// <summary>Judges what a caller hands in; stores nothing and fills nothing in.</summary>
internal sealed class JudgeConformity(Catalogue catalogue)
{
    private const int MostCertificates = 200;
    private const int LongestText = 1000;

    public Outcome<ConformityResult> Run(ConformityRequest request)
    {
        using var activity = StandardsTelemetry.Source.StartActivity("JudgeConformity");
        var problems = Missing(request).ToList();
        if (problems.Count > 0) return new Refusal(RefusalKind.Invalid, problems);
        if (catalogue.Class(request.Specification.Class) is null)
            return Refusal.Because(RefusalKind.Invalid, "unknown_class", "没有这个类别。", "There is no such class.", "specification.class");
        if (catalogue.Specification(request.Specification.Class, request.Specification.Edition) is not { } specification)
            return Refusal.Because(RefusalKind.Invalid, "unknown_edition", "没有这个版次。", "There is no such edition.", "specification.edition");

        problems = [.. AnswerCheck.Check(specification, request.Answers, savedOn: null).Select(p => p with { Field = $"answers.{p.Field}" }),
            .. request.Certificates.SelectMany((c, i) => Faults(c, $"certificates[{i}]"))];
        if (problems.Count > 0) return new Refusal(RefusalKind.Invalid, problems);
        var result = Conformity.Evaluate(specification, request.Answers, [.. request.Certificates.Select(c => c.ToEvidence())], request.Date);
        activity?.SetTag("class", specification.Class.Code).SetTag("verdict", result.Overall.ToString());
        StandardsTelemetry.Judged.Add(1, new KeyValuePair<string, object?>("verdict", result.Overall.ToString()));
        return result;
    }

    /// <summary>Members that are there but null.</summary>
    private static IEnumerable<Problem> Missing(ConformityRequest request)
    {
        if (request.Specification is null) yield return Null("specification");
        else if (request.Specification.Class is null) yield return Null("specification.class");
        if (request.Answers is null) yield return Null("answers");
        if (request.Certificates is null) yield return Null("certificates");
        else if (request.Certificates.Count > MostCertificates)
            yield return new Problem("too_many", new($"最多{MostCertificates}项。", $"At most {MostCertificates}."), "certificates");
    }

    private IEnumerable<Problem> Faults(CertificateInput certificate, string path)
    {
        if (certificate.Number is null) yield return Null($"{path}.number");
        else if (string.IsNullOrWhiteSpace(certificate.Number)) yield return new Problem("blank", new("不能为空。", "It may not be blank."), $"{path}.number");
        else if (CleanText.Check(certificate.Number, $"{path}.number", LongestText) is { } unclean) yield return unclean;
        if (certificate.EvidenceType is null) yield return Null($"{path}.evidence_type");
        else if (!catalogue.EvidenceTypes.Contains(certificate.EvidenceType)) yield return Unknown($"{path}.evidence_type");
        if (certificate.StandardId is null == certificate.Permit is null)
            yield return new Problem("one_of_two", new("standard_id与permit须恰好填写一个。", "Give exactly one of standard_id and permit."), $"{path}.standard_id");
        if (certificate.StandardId is { } standard && catalogue.Standard(standard) is null) yield return Unknown($"{path}.standard_id");
        if (certificate.Permit is { } permit && catalogue.Permit(permit) is null) yield return Unknown($"{path}.permit");
        for (var i = 0; i < (certificate.Marks?.Count ?? 0); i++)
            if (!catalogue.Marks.Contains(certificate.Marks![i])) yield return Unknown($"{path}.marks[{i}]");
        foreach (var (name, text) in Texts(certificate))
            if (text is not null && CleanText.Check(text, $"{path}.{name}", LongestText) is { } problem) yield return problem;
    }

    private static IEnumerable<(string Name, string? Text)> Texts(CertificateInput certificate) =>
        (certificate.ScopeLines ?? []).SelectMany((l, i) => new (string, string?)[]
        {
            ($"scope_lines[{i}].activity", l.Activity), ($"scope_lines[{i}].object", l.Object), ($"scope_lines[{i}].parameter", l.Parameter),
            ($"scope_lines[{i}].method", l.Method), ($"scope_lines[{i}].edition", l.Edition), ($"scope_lines[{i}].unit", l.Unit),
            ($"scope_lines[{i}].site", l.Site),
        }).Prepend(("issuer", certificate.Issuer));

    private static Problem Null(string field) => new("required", new("此项必填。", "This member is required."), field);

    private static Problem Unknown(string field) => new("not_a_value", new("没有这个值。", "There is no such value."), field);
}
