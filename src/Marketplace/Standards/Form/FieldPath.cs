using System.Globalization;
using System.Text.RegularExpressions;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Form;

/// <summary>The path of an answer within a form: which question, and of a structured list which row and column.</summary>
/// <param name="Control">The name of the control to go to.</param>
/// <param name="Label">What the reader knows it as.</param>
internal sealed partial record FieldPath(string Control, string Label)
{
    /// <summary>Null where the form does not show it.</summary>
    public static FieldPath? Of(string path, IEnumerable<FormField> fields)
    {
        var match = Path().Match(path);
        if (!match.Success || fields.FirstOrDefault(it => it.Key == match.Groups["key"].Value) is not { } field) return null;

        var label = field.Label.In(Languages.Current);
        if (field.Kind != FieldKind.Rows || !match.Groups["row"].Success) return new FieldPath(FieldNames.Of(field.Key), label);

        var row = int.Parse(match.Groups["row"].Value, CultureInfo.InvariantCulture);
        label += $" {row + 1}";
        return field.Columns.FirstOrDefault(it => it.Key == match.Groups["column"].Value) is { } column
            ? new FieldPath(FieldNames.Cell(field.Key, row, column.Key), $"{label} · {column.Label.In(Languages.Current)}")
            : new FieldPath(FieldNames.Row(field.Key, row), label);
    }

    [GeneratedRegex(@"^answers\.(?<key>[a-z0-9_]+)(\[(?<row>[0-9]{1,6})\](\.(?<column>[a-z0-9_]+))?)?")]
    private static partial Regex Path();
}
