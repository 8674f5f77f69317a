using CsvHelper;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>One row: the line of the text it begins on and its cells.</summary>
internal sealed record TableRow(int Number, Cells Cells);

/// <summary>Reads a table with a header out of separated text, row by row, and refuses a long one as soon as it is seen to be long.</summary>
internal static class TableText
{
    private const int LongestRow = 256 * 1024;

    public static Outcome<IReadOnlyList<TableRow>> Read(string text, char delimiter, IReadOnlyCollection<string> wanted, int mostRows)
    {
        try
        {
            using var reader = CsvReader.FromText(text, CsvReaderOptions.Default with
            {
                HasHeader = false, Separator = delimiter, MaxRecordSize = LongestRow, TrackLineNumbers = true,
                MalformedData = CsvMalformedDataHandling.Throw, IncludeValuesInExceptions = false,
            });
            return Read(reader, wanted, mostRows);
        }
        catch (CsvFormatException e)
        {
            return Bad("malformed", $"第 {e.LineNumber} 行的引号不成对，或该行过长。", $"Line {e.LineNumber}: the quotes do not pair up, or the line is too long.");
        }
    }

    private static Outcome<IReadOnlyList<TableRow>> Read(CsvReader reader, IReadOnlyCollection<string> wanted, int mostRows)
    {
        if (!reader.Read()) return Bad("empty", "没有内容。", "There is nothing to read.");
        if (!Header(reader.Current.ToArray(), wanted).Is(out var columns, out var refusal)) return refusal;

        var rows = new List<TableRow>();
        while (reader.Read())
        {
            if (rows.Count == mostRows)
                return Bad("too_many_rows", $"超过 {mostRows} 行，请分批导入。", $"There are more than {mostRows} rows; import them in parts.");
            if (reader.FieldCount > columns.Count)
                return Bad("too_many_cells", $"第 {reader.LineNumber} 行的单元格多于表头，请检查分隔符与引号。", $"Line {reader.LineNumber} has more cells than the header; check separators and quotes.");
            var record = reader.Current.ToArray();
            if (!record.All(string.IsNullOrWhiteSpace)) rows.Add(new TableRow((int)reader.LineNumber, new Cells(Named(record, columns))));
        }

        return rows;
    }

    private static Outcome<IReadOnlyList<string?>> Header(string[] record, IReadOnlyCollection<string> wanted)
    {
        if (record.Length > 100) return Bad("too_many_columns", "列数过多。", "There are too many columns.");
        var columns = record.Select(CertificateColumns.Find).ToList();
        var unknown = record.Where((header, i) => !string.IsNullOrWhiteSpace(header) && (columns[i] is null || !wanted.Contains(columns[i]!))).ToList();
        if (unknown.Count > 0)
        {
            var named = string.Join(", ", unknown.Take(5).Select(Shortened));
            return Bad("unknown_column", $"不认识的列：{named}。第一行须为列名。", $"Unknown columns: {named}. The first row holds the names of the columns.");
        }

        var repeated = columns.OfType<string>().GroupBy(name => name).FirstOrDefault(group => group.Count() > 1);
        return repeated is null ? columns : Bad("repeated_column", $"列 {repeated.Key} 出现了两次。", $"The column {repeated.Key} stands there twice.");
    }

    private static Dictionary<string, string> Named(string[] record, IReadOnlyList<string?> columns)
    {
        var cells = new Dictionary<string, string>();
        for (var i = 0; i < record.Length; i++)
            if (columns[i] is { } name) cells[name] = record[i];
        return cells;
    }

    private static string Shortened(string header) =>
        new([.. header.Where(c => !char.IsControl(c) && !char.IsSurrogate(c)).Take(40)]);

    private static Refusal Bad(string code, string zh, string en) => Refusal.Because(RefusalKind.Invalid, code, zh, en, "text");
}
