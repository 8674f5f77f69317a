using System.Globalization;
using Marketplace.DesignSystem.Forms;
using Marketplace.Standards.Form;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>
/// What an <see cref="AnswerForm"/> shows: some questions of a specification, and what stands in their fields.
/// It comes from stored answers or from what was posted, and gives answers back.
/// </summary>
public sealed class AnswerFormState
{
    private readonly IReadOnlyList<FormField> fields;

    private AnswerFormState(IReadOnlyList<Question> questions, Answers answers, string classCode, FormValues values)
    {
        Questions = questions;
        Answers = answers;
        Values = values;
        fields = [.. questions.Select(question => FormField.Of(question) with { Required = question.IsRequired(answers, classCode) })];
        Class = classCode;
    }

    public IReadOnlyList<Question> Questions { get; }

    /// <summary>The answers that the fields were written from, or give.</summary>
    public Answers Answers { get; }

    public FormValues Values { get; }

    internal string Class { get; }

    internal IReadOnlyList<FormField> Fields => fields;

    /// <param name="firstRows">Of structured lists: the index of the first row to show.</param>
    public static AnswerFormState Of(
        IReadOnlyList<Question> questions, Answers answers, string classCode, IReadOnlyDictionary<string, int>? firstRows = null)
    {
        var shown = Applicable(questions, answers, classCode);
        var values = AnswerFields.Write([.. shown.Select(FormField.Of)], answers, firstRows ?? new Dictionary<string, int>());
        return new AnswerFormState(shown, answers, classCode, values);
    }

    /// <summary>What was posted, on top of the answers that are stored.</summary>
    public static AnswerFormState Posted(IReadOnlyList<Question> questions, Answers stored, string classCode, FormValues values)
    {
        var shown = values.All(FieldNames.Shown).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<Question> asked = [.. questions.Where(question => shown.Contains(question.Key))];
        return new AnswerFormState(asked, AnswerFields.Read([.. asked.Select(FormField.Of)], values, stored), classCode, values);
    }

    /// <summary>A follow-up question is asked where its condition holds, and as long as an answer to it stands.</summary>
    public static IReadOnlyList<Question> Applicable(IReadOnlyList<Question> questions, Answers answers, string classCode) =>
        [.. questions.Where(question => question.When is null || question.When.Holds(answers, classCode) || answers[question.Key] is not null)];

    /// <summary>The form after a button on one of its rows (<c>add:list</c>, <c>remove:list:row</c>); null where the button was another.</summary>
    public AnswerFormState? After(string? button) => button?.Split(':') switch
    {
        ["add", var list] => WithValues(RowEdits.Add(Values, list)),
        ["remove", var list, var row] when int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var index) =>
            WithValues(RowEdits.Remove(Values, list, index)),
        _ => null,
    };

    /// <summary>The list and the row from which it is to be shown after saving, where a paging button was pressed.</summary>
    public static (string List, int From)? Page(string? button) =>
        button?.Split(':') is ["page", var list, var from] && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            ? (list, first) : null;

    /// <summary>The same answers written into the fields anew, so that rows stand where problems name them.</summary>
    public AnswerFormState Rewritten() => new(Questions, Answers, Class, AnswerFields.Rewrite(fields, Values, Answers));

    /// <summary>The problems as they are said of what was typed here.</summary>
    public IReadOnlyList<Problem> Said(IReadOnlyList<Problem> problems) => TypedAmounts.Reworded(problems, fields);

    /// <summary>Where on the page the field is that a problem names.</summary>
    public string Href(string path) => "#" + FieldIds.Of(FieldPath.Of(path, fields)?.Control ?? path);

    /// <summary>What a problem is about, in the reader's words: the question, and of a structured list row and column.</summary>
    public string Label(string path) => FieldPath.Of(path, fields)?.Label ?? path;

    private AnswerFormState WithValues(FormValues values) => new(Questions, Answers, Class, values);
}
