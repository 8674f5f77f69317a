using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation;

/// <summary>Checks the lines of a scope annex; a long annex full of faults reports the first of them only.</summary>
internal sealed class ScopeLineCheck(FieldCheck fields)
{
    public const int MostLines = 5000;
    private const int MostProblems = 100;

    public IReadOnlyList<ScopeLine> Lines(IReadOnlyList<ScopeLineInput> lines)
    {
        if (lines.Count > MostLines)
        {
            fields.Add("too_many", "scope_lines", $"能力范围最多 {MostLines} 行。", $"A scope has at most {MostLines} lines.");
            return [];
        }

        var before = fields.Problems.Count;
        var checkedLines = new List<ScopeLine>(lines.Count);
        for (var i = 0; i < lines.Count && fields.Problems.Count - before < MostProblems; i++)
            checkedLines.Add(Line(lines[i], $"scope_lines[{i}]."));
        return checkedLines;
    }

    private ScopeLine Line(ScopeLineInput input, string path)
    {
        var line = new ScopeLine(
            fields.Text(input.Activity, path + "activity", 200), fields.Text(input.Object, path + "object", 500),
            fields.Text(input.Parameter, path + "parameter", 500), fields.Text(input.Method, path + "method", 300),
            fields.Text(input.Edition, path + "edition", 50),
            Finite(input.RangeMin, path + "range_min"), Finite(input.RangeMax, path + "range_max"),
            fields.Text(input.Unit, path + "unit", 50), Finite(input.Uncertainty, path + "uncertainty"),
            input.Flexible ?? false, fields.Text(input.Site, path + "site", 200));

        if (line is { Activity: null, Object: null, Parameter: null, Method: null })
            fields.Add("empty_line", path + "parameter", "此行须写明活动、对象、参数或方法之一。", "A line names an activity, an object, a parameter or a method.");
        if (line.RangeMin > line.RangeMax)
            fields.Add("range_order", path + "range_max", "量程上限不能小于下限。", "The range cannot end below its beginning.");
        if (line.Uncertainty < 0)
            fields.Add("negative", path + "uncertainty", "不确定度不能为负数。", "An uncertainty is not negative.");
        return line;
    }

    private double? Finite(double? number, string field)
    {
        if (number is null || double.IsFinite(number.Value)) return number;
        fields.Add("not_finite", field, "不是有限的数值。", "It is not a finite number.");
        return null;
    }
}
