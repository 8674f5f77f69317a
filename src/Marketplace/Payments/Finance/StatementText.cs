using System.Globalization;
using CsvHelper;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Finance;

/// <summary>A line of a statement as it stands in a file.</summary>
/// <param name="BankId">The bank's own mark of the line, by which it is known again.</param>
internal sealed record StatementRow(DateOnly Day, Money Amount, string BankId, string Text);

/// <summary>
/// Reads a statement: CSV with the header <c>date,amount,currency,id,text</c>; days as <c>2026-11-30</c>, amounts in major units with a point and less
/// than nothing where money left. One line that does not hold refuses the whole file, so that no half of it is imported.
/// </summary>
internal static class StatementText
{
    public const int MostRows = 2000;
    public const int LongestText = 500;
    public const string Field = "statement";
    private const int LongestRow = 16 * 1024;
    private static readonly string[] header = ["date", "amount", "currency", "id", "text"];

    public static Outcome<IReadOnlyList<StatementRow>> Read(string text)
    {
        var rows = new List<StatementRow>();
        try
        {
            using var reader = CsvReader.FromText(text, CsvReaderOptions.Default with
            {
                HasHeader = false, Separator = ',', MaxRecordSize = LongestRow, TrackLineNumbers = true, MalformedData = CsvMalformedDataHandling.Throw, IncludeValuesInExceptions = false,
            });
            if (!reader.Read() || !reader.Current.ToArray().Select(it => it.Trim().TrimStart('\uFEFF').ToLowerInvariant()).SequenceEqual(header))
                return Bad("bad_header", $"第一行须为列名：{string.Join(',', header)}。", $"The first line must be: {string.Join(',', header)}.");
            while (reader.Read())
            {
                var cells = reader.Current.ToArray();
                if (cells.All(string.IsNullOrWhiteSpace)) continue;
                if (rows.Count == MostRows) return Bad("too_many_rows", $"超过 {MostRows} 行，请分批导入。", $"There are more than {MostRows} rows; import them in parts.");
                if (Row(cells) is not { } row) return Bad("bad_row", $"第 {reader.LineNumber} 行不符合格式。", $"Line {reader.LineNumber} does not hold: five cells, a day, an amount that is not zero, a currency and the bank's id.");
                if (rows.Any(it => it.BankId == row.BankId)) return Bad("repeated_row", $"第 {reader.LineNumber} 行的银行流水号重复。", $"Line {reader.LineNumber} repeats the bank's id of another.");
                rows.Add(row);
            }
        }
        catch (CsvFormatException broken)
        {
            return Bad("malformed", $"第 {broken.LineNumber} 行的引号不成对，或该行过长。", $"Line {broken.LineNumber}: the quotes do not pair up, or the line is too long.");
        }
        return rows.Count == 0 ? Bad("empty", "没有内容。", "There is nothing to import.") : rows;
    }

    private static StatementRow? Row(string[] cells)
    {
        if (cells.Length != header.Length || !DateOnly.TryParseExact(cells[0].Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return null;
        if (CurrencyRules.Find(cells[2].Trim()) is not { } currency) return null;
        if (!decimal.TryParse(cells[1].Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var major) || Math.Abs(major) > 1_000_000_000_000m) return null;
        var minor = major * (decimal)Math.Pow(10, currency.Digits);
        var (id, text) = (cells[3].Trim(), CleanText.Normalise(cells[4]));
        return minor == 0 || minor != decimal.Truncate(minor) || id.Length is 0 or > 100 || text.Length > LongestText || text.Any(char.IsControl) || id.Any(char.IsControl)
            ? null : new StatementRow(day, new Money((long)minor, currency.Code), id, text);
    }

    private static Refusal Bad(string code, string zh, string en) => Refusal.Because(RefusalKind.Invalid, code, zh, en, Field);
}
