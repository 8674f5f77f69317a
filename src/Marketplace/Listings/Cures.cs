using System.Text.Json;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>Says what would cure a requirement that fails, from the requirement's own definition.</summary>
internal static class Cures
{
    /// <summary>How the engine names the requirement that a required question be answered.</summary>
    private const string Answered = "answered:";

    public static Gap Of(Specification specification, RequirementVerdict verdict)
    {
        if (verdict.Id.StartsWith(Answered, StringComparison.Ordinal))
        {
            var asked = specification.Question(verdict.Id[Answered.Length..])!;
            return new Gap(verdict.Id, verdict.Verdict, Required(asked), verdict.Reason, Answer(asked), asked.Key);
        }

        var requirement = specification.Requirements.First(it => it.Id == verdict.Id);
        var question = Questions(requirement).Select(specification.Question).FirstOrDefault(it => it is not null);
        var needsCertificate = requirement.Kind == RequirementKind.Evidence && (verdict.Verdict == Verdict.NotEvidenced || verdict.Evidence.Count == 0 || question is null);
        return new Gap(requirement.Id, verdict.Verdict, requirement.Text, verdict.Reason,
            Cure(requirement, verdict.Verdict, question), needsCertificate ? null : question?.Key);
    }

    private static Bilingual Cure(Requirement requirement, Verdict verdict, Question? question) => (requirement.Kind, verdict) switch
    {
        (RequirementKind.Evidence, Verdict.NotEvidenced) => new(
            "请在“证据”中选用一份满足此项要求的证书；没有的，请先登记证书，或不再作此项声明。",
            "Select a certificate that serves this requirement under Evidence; register it first if it is not there, or make no such claim."),
        (RequirementKind.Evidence, _) => new(
            "请选用当日有效且能力范围覆盖所列各项的证书，或更正所作声明。",
            "Select a certificate that is active and whose scope covers every row claimed, or correct what is claimed."),
        (_, Verdict.NotEvidenced) when question is not null => Answer(question),
        (RequirementKind.Answer, _) when question is not null => new(
            $"请更正“{question.Label.Zh}”。", $"Correct “{question.Label.En}”."),
        _ when question is not null => new(
            $"请使“{question.Label.Zh}”与相关回答和证书一致。", $"Bring “{question.Label.En}” in line with the other answers and the certificates."),
        _ => new("请更正相关回答。", "Correct the answers concerned."),
    };

    private static Bilingual Required(Question question) => new(
        $"须填写“{question.Label.Zh}”。", $"“{question.Label.En}” must be answered.");

    private static Bilingual Answer(Question question) => new(
        $"请填写“{question.Label.Zh}”。", $"Answer “{question.Label.En}”.");

    /// <summary>The questions that the requirement's test looks at, in its order.</summary>
    private static IEnumerable<string> Questions(Requirement requirement) =>
        Paths(requirement.Test).Select(path => path.Split("[]")[0]).Distinct();

    private static IEnumerable<string> Paths(JsonElement test)
    {
        if (test.ValueKind == JsonValueKind.Array)
        {
            foreach (var path in test.EnumerateArray().SelectMany(Paths)) yield return path;
        }
        else if (test.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in test.EnumerateObject())
            {
                if (member.Name is "question" or "each" && member.Value.ValueKind == JsonValueKind.String) yield return member.Value.GetString()!;
                foreach (var path in Paths(member.Value)) yield return path;
            }
        }
    }
}
