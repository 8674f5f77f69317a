using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Marketplace.Standards.Schema;

namespace Marketplace.Standards;

public sealed class AnswersSchemaTests
{
    /// <summary>Made once for all tests: the library keeps each by its id, and refuses a second of the same.</summary>
    internal static readonly Dictionary<string, JsonSchema> Schemas = Shipped.Catalogue.Classes.ToDictionary(
        c => c.Code, c => JsonSchema.FromText(AnswersSchema.Of(Shipped.Catalogue.Specification(c.Code)!).ToJsonString()));

    public static TheoryData<string> Cases => ConformityCase.Ids;

    public static TheoryData<string> GoodCases => [.. ConformityCase.All.Where(c => c.Id.EndsWith("-good", StringComparison.Ordinal)).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_answers_of_every_case_pass_the_check_and_are_kept_in_a_form_valid_by_schema(string id)
    {
        var @case = ConformityCase.Named(id);
        Assert.Empty(AnswerCheck.Check(@case.Specification, @case.Answers, savedOn: null));
        // A blank text is no answer, so it is not kept.
        Assert.True(IsValid(@case.Class, AnswerCheck.Normalise(@case.Specification, @case.Answers)));
    }

    [Theory]
    [MemberData(nameof(GoodCases))]
    public void Answers_of_another_type_or_beyond_a_limit_are_rejected_by_schema_and_by_check(string id)
    {
        var @case = ConformityCase.Named(id);
        foreach (var question in @case.Specification.Questions)
            foreach (var wrong in Wrong(question))
            {
                var answers = @case.Answers.With(question.Key, JsonSerializer.SerializeToElement(wrong));
                Assert.False(IsValid(@case.Class, answers), $"{question.Key}: {wrong?.ToJsonString()}");
                var problems = AnswerCheck.Check(@case.Specification, answers, savedOn: null);
                Assert.True(problems.Count > 0, $"{question.Key}: {wrong?.ToJsonString()}");
                Assert.All(problems, p => Assert.StartsWith(question.Key, p.Field, StringComparison.Ordinal));
            }
    }

    private static bool IsValid(string classCode, Answers answers) =>
        Schemas[classCode].Evaluate(JsonSerializer.SerializeToElement(answers.Values)).IsValid;

    private static IEnumerable<JsonNode?> Wrong(Question question)
    {
        yield return question.Type == QuestionType.Boolean ? "true" : true;
        switch (question.Type)
        {
            case QuestionType.Text when question.Localized:
                yield return new JsonObject { ["fr"] = "Un service d'analyse" };
                yield return new JsonObject { ["en"] = new string('x', question.Limits.MaxLength!.Value + 1) };
                break;
            case QuestionType.Text:
                yield return new string('1', (question.Limits.MaxLength ?? 4000) + 1);
                break;
            case QuestionType.Enum:
                yield return "no_such_value";
                break;
            case QuestionType.Date:
                yield return "2026-13-01";
                yield return "1 January 2026";
                break;
            case QuestionType.Money:
                yield return new JsonObject { ["amount"] = 1.5, ["currency"] = "CNY" };
                yield return new JsonObject { ["amount"] = 1 };
                yield return new JsonObject { ["amount"] = 1, ["currency"] = "yuan" };
                break;
            case QuestionType.Number:
                if (question.Limits.Max is { } max) yield return max + 1;
                if (question.Limits.Min is { } min) yield return min - 1;
                if (question.Limits.Integer) yield return (question.Limits.Min ?? 0) + 0.5;
                break;
            case QuestionType.List when question.Columns.Count > 0:
                yield return new JsonArray(new JsonObject { ["no_such_column"] = 1 });
                yield return new JsonArray("a text");
                break;
            case QuestionType.List:
                yield return new JsonArray(1);
                yield return new JsonArray("x", "x");
                if (question.EnumValues is not null) yield return new JsonArray("no_such_value");
                break;
        }
    }
}
