using System.Text.Json;
using Marketplace.Standards.Check;
using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>
/// Holds answers against the type, values and limits of their questions. Whether a question had to be answered is the engine's to say;
/// here an unanswered one (null, blank, empty) passes.
/// </summary>
public static class AnswerCheck
{
    /// <summary>More problems than these help nobody.</summary>
    private const int Most = 100;

    /// <param name="specification">The edition the answers follow.</param>
    /// <param name="answers">Question key → answer.</param>
    /// <param name="savedOn">The day that <c>today</c> in a limit means; null where nothing is being saved, which leaves those limits out.</param>
    /// <returns>What is wrong, with paths such as <c>scope_items[2].parameter</c>; empty where all is well.</returns>
    public static IReadOnlyList<Problem> Check(Specification specification, Answers answers, DateOnly? savedOn)
    {
        var problems = new List<Problem>();
        var checker = new FieldChecker(savedOn, problems);
        foreach (var (key, answer) in answers.Values)
        {
            if (specification.Question(key) is { } question) checker.Check(question, key, answer);
            else problems.Add(new Problem("unknown_question", new("这个类别没有这一项。", "The class has no such question."), key));
            if (problems.Count >= Most) break;
        }
        return problems.Count > Most ? problems[..Most] : problems;
    }

    /// <summary>
    /// The answers in the one form in which they are kept: texts trimmed and composed, whole numbers written as such, unanswered members
    /// left out, and columns that only an operator sets taken from <paramref name="before"/> row by row, or dropped. Only for answers that passed the check.
    /// </summary>
    public static Answers Normalise(Specification specification, Answers answers, Answers? before = null)
    {
        var kept = new Dictionary<string, JsonElement>();
        foreach (var (key, answer) in answers.Values)
            if (AnswerValue.IsAnswered(answer) && specification.Question(key) is { } question
                && NormalForm.Of(question, answer, before?[key]) is var normal && AnswerValue.IsAnswered(normal))
                kept[key] = normal;
        return new Answers(kept);
    }
}
