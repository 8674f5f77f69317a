using System.Text.Json;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>Looks at one answer: not answered is notEvidenced; a path holds when any member matches.</summary>
internal sealed record AnswerTest(AnswerPath Path, Comparison Comparison, FieldDefinition Field, Wording Wording) : ITest
{
    public static AnswerTest Compile(JsonElement test, Specification specification, Wording wording)
    {
        var path = AnswerPath.Parse(test.Text("question"));
        var question = specification.Question(path.Key) ?? throw new FormatException($"no question {path.Key} in {specification.Class.Code}");
        return Compile(test, path, question, wording);
    }

    public static AnswerTest Compile(JsonElement test, Question question, Wording wording) =>
        Compile(test, AnswerPath.Parse(test.Text("question")), question, wording);

    private static AnswerTest Compile(JsonElement test, AnswerPath path, Question question, Wording wording)
    {
        FieldDefinition field = path.Field is null ? question
            : question.Columns.FirstOrDefault(c => c.Key == path.Field) ?? throw new FormatException($"no column {path.Field} in {path.Key}");
        return new AnswerTest(path, Comparison.Compile(test), field, wording);
    }

    public PreparedTest Prepare(Subject subject)
    {
        var verdict = !Path.IsAnswered(subject.Answers) ? Verdict.NotEvidenced
            : Comparison.HoldsForAny(Path, subject.Answers) ? Verdict.Met : Verdict.NotMet;
        return new Prepared(this, subject.Answers, verdict);
    }

    private sealed class Prepared(AnswerTest test, Answers answers, Verdict verdict) : PreparedTest
    {
        public override Finding On(DateOnly day) => Finding.Of(verdict);

        public override Bilingual Explain(DateOnly day, Finding finding)
        {
            var label = test.Label;
            if (verdict == Verdict.NotEvidenced)
                return new($"“{label.Zh}”没有填写", $"nothing is answered to “{label.En}”");
            var given = test.Wording.Values(test.Field, test.Path.Values(answers));
            if (test.Comparison.Op == "answered")
                return new($"“{label.Zh}”已填写", $"“{label.En}” is answered");
            var wanted = test.Wording.Wanted(test.Field, test.Comparison);
            return new($"“{label.Zh}”填写为{given.Zh}，要求{wanted.Zh}", $"“{label.En}” is answered with {given.En}; asked for: {wanted.En}");
        }
    }

    private Bilingual Label => new(Field.Label.In(Language.Zh), Field.Label.In(Language.En));
}
