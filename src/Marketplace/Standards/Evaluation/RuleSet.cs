using System.Text.Json;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>All rules of a specification: its requirements in their order, then those that its questions imply.</summary>
internal sealed class RuleSet
{
    public RuleSet(Specification specification, Catalogue catalogue)
    {
        ClassCode = specification.Class.Code;
        Wording = new Wording(catalogue);
        Rules = [.. specification.Requirements.Select(r => Compile(r, specification, catalogue)),
            .. specification.Questions.Where(q => q.Required || q.IsConditional).Select(Implied)];
        var place = specification.Requirements.Select((r, i) => (r.Id, i)).ToDictionary(r => r.Id, r => r.i);
        Alternatives = [.. specification.Criteria.Where(c => c.Groups.Count > 1)
            .Select(c => c.Groups.Select(g => g.Requirements.Select(r => place[r.Id]).ToArray()).ToArray())];
    }

    public string ClassCode { get; }
    public Wording Wording { get; }
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Per criterion with more than one group: per group the places of its rules.</summary>
    public IReadOnlyList<int[][]> Alternatives { get; }

    private Rule Compile(Requirement requirement, Specification specification, Catalogue catalogue)
    {
        try
        {
            return new Rule(requirement.Id, requirement.Obligation, requirement.Text, requirement.StandardId, requirement.Clause, requirement.When,
                requirement.Kind switch
                {
                    RequirementKind.Answer => AnswerTest.Compile(requirement.Test, specification, Wording),
                    RequirementKind.Evidence => EvidenceTest.Compile(requirement.Test, catalogue, Wording),
                    _ when requirement.Test.Text("op") == "backed_by_certificate" => ClaimsTest.Compile(requirement.Test, catalogue, Wording),
                    _ => ConsistencyTest.Compile(requirement.Test, specification, Wording),
                });
        }
        catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CatalogueException(CatalogueFiles.RequirementsFile, requirement.Id, e.Message, e);
        }
    }

    private Rule Implied(Question question) => new(
        "answered:" + question.Key, Obligation.Mandatory,
        new Bilingual($"已回答“{question.Label.In(Language.Zh)}”", $"The question “{question.Label.In(Language.En)}” is answered"),
        question.StandardId, question.Clause, question.Required ? null : question.When,
        AnswerTest.Compile(AnsweredTest(question.Key), question, Wording));

    private static JsonElement AnsweredTest(string key) => JsonSerializer.SerializeToElement(new { question = key, op = "answered" });
}
