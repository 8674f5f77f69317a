using System.Globalization;
using System.Text;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>Scope lines as a table with tabs, the way a spreadsheet copies and pastes them; this is what the form edits.</summary>
internal static class ScopeTable
{
    private static readonly string[] columns = [.. CertificateColumns.ScopeLine.Select(column => column.Name)];

    public static string Header(Language language) =>
        string.Join('\t', CertificateColumns.ScopeLine.Select(column => language == Language.Zh ? column.Zh : column.Name));

    public static string Write(IEnumerable<ScopeLine> lines, Language language)
    {
        var text = new StringBuilder(Header(language)).Append('\n');
        foreach (var line in lines)
            text.AppendJoin('\t', CellsOf(line, language).Select(Quoted)).Append('\n');
        return text.ToString();
    }

    /// <summary>A text without anything but a header holds no line.</summary>
    public static Outcome<IReadOnlyList<ScopeLineInput>> Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return new List<ScopeLineInput>();
        if (!TableText.Read(text, CsvDelimiter.Of(text), columns, ScopeLineCheck.MostLines).Is(out var rows, out var refusal))
            return new Refusal(refusal.Kind, [refusal.First with { Field = "scope_lines" }]);

        var lines = rows.Select(row => row.Cells.ScopeLine()).ToList();
        var problems = rows.SelectMany((row, i) => row.Cells.Problems.Select(problem => problem with { Field = $"scope_lines[{i}].{problem.Field}" })).Take(100).ToList();
        return problems.Count == 0 ? lines : new Refusal(RefusalKind.Invalid, problems);
    }

    private static string[] CellsOf(ScopeLine line, Language language) =>
    [
        line.Activity ?? "", line.Object ?? "", line.Parameter ?? "", line.Method ?? "", line.Edition ?? "",
        Number(line.RangeMin), Number(line.RangeMax), line.Unit ?? "", Number(line.Uncertainty),
        line.Flexible ? language == Language.Zh ? "是" : "yes" : "", line.Site ?? "",
    ];

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny("\t\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
