namespace Marketplace.Standards.Form;

/// <summary>How the fields of a form are called. A field's name is the JSON path of its answer, by which a problem finds it.</summary>
internal static class FieldNames
{
    /// <summary>Names, once each, the questions that a form shows: a question without it is left alone by a save.</summary>
    public const string Shown = "shown";

    public static string Of(string key) => $"answers.{key}";

    public static string Cell(string list, int row, string column) => $"answers.{list}[{row}].{column}";

    public static string Row(string list, int row) => $"answers.{list}[{row}]";

    public static bool IsInRow(string name, string list, int row) => name.StartsWith(Row(list, row) + ".", StringComparison.Ordinal);

    public static string Zh(string name) => name + ".zh";

    public static string En(string name) => name + ".en";

    public static string Amount(string name) => name + ".amount";

    public static string Currency(string name) => name + ".currency";
}
