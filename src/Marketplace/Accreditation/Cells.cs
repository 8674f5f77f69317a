using System.Globalization;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>One row of a table, by column. Cells stay text; only what a column's type asks for is read out of them, and nothing is ever evaluated.</summary>
internal sealed class Cells(IReadOnlyDictionary<string, string> values)
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public bool HasAny(IEnumerable<string> columns) => columns.Any(column => Text(column) is not null);

    public string? Text(string column) => values.TryGetValue(column, out var text) && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public double? Number(string column)
    {
        if (Text(column) is not { } text) return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)) return number;
        Add("not_a_number", column, "不是数值（小数点用“.”，不用千位分隔符）。", "Not a number (decimal point \".\", no thousands separator).");
        return null;
    }

    public DateOnly? Date(string column)
    {
        if (Text(column) is not { } text) return null;
        string[] forms = ["yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd"];
        if (DateOnly.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Add("not_a_date", column, "不是日期，请写作 2026-01-31。", "Not a date; write it as 2026-01-31.");
        return null;
    }

    public bool? YesOrNo(string column)
    {
        switch (Text(column)?.ToLowerInvariant())
        {
            case null: return null;
            case "true" or "yes" or "y" or "1" or "是" or "√": return true;
            case "false" or "no" or "n" or "0" or "否": return false;
            default:
                Add("not_yes_or_no", column, "请写“是”或“否”。", "Write yes or no.");
                return null;
        }
    }

    public EvidenceStatus? Status(string column)
    {
        if (Text(column) is not { } text) return null;
        foreach (var status in Enum.GetValues<EvidenceStatus>())
        {
            var name = Standing.NameOf(Enum.Parse<StandingKind>(status.ToString()));
            if (text.Equals(name.En, StringComparison.OrdinalIgnoreCase) || text == name.Zh) return status;
        }

        Add("unknown_status", column, "状态应为：有效、暂停、撤销、注销或过期。", "A status is active, suspended, withdrawn, cancelled or expired.");
        return null;
    }

    /// <summary>Values of one cell, separated by spaces, | / , ; or 、.</summary>
    public IReadOnlyList<string>? List(string column) =>
        Text(column)?.Split([' ', '|', ',', ';', '、', '，', '；', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public ScopeLineInput ScopeLine() => new()
    {
        Activity = Text("activity"), Object = Text("object"), Parameter = Text("parameter"), Method = Text("method"), Edition = Text("edition"),
        RangeMin = Number("range_min"), RangeMax = Number("range_max"), Unit = Text("unit"), Uncertainty = Number("uncertainty"),
        Flexible = YesOrNo("flexible"), Site = Text("site"),
    };

    private void Add(string code, string field, string zh, string en) => problems.Add(new Problem(code, new Bilingual(zh, en), field));
}
