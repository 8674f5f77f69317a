using Marketplace.DesignSystem.Forms;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

/// <summary>The problems of a form, found by the field they are about.</summary>
public sealed class FieldProblems(IReadOnlyList<Problem> problems)
{
    private readonly ILookup<string, Problem> byField =
        problems.Where(problem => problem.Field is not null).ToLookup(problem => FieldIds.Of(problem.Field!), StringComparer.Ordinal);

    /// <summary>What is wrong with a field, its parts and members, as one text.</summary>
    public string? At(string name)
    {
        var id = FieldIds.Of(name);
        return Join(byField.Where(group => group.Key == id || group.Key.StartsWith(id + "-", StringComparison.Ordinal)).SelectMany(group => group));
    }

    /// <summary>Likewise of a question; but the cells of a structured list say it themselves.</summary>
    public string? Of(FormField field) =>
        field.Kind == FieldKind.Rows ? Join(byField[FieldIds.Of(FieldNames.Of(field.Key))]) : At(FieldNames.Of(field.Key));

    private static string? Join(IEnumerable<Problem> found)
    {
        var text = string.Join(' ', found.Select(problem => problem.Message.In(Languages.Current)).Distinct());
        return text.Length == 0 ? null : text;
    }
}
