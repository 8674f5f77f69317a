using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Check;

/// <summary>Checks one answer, or a cell of a row, against its definition, and notes what is wrong.</summary>
internal sealed class FieldChecker(DateOnly? savedOn, List<Problem> problems)
{
    /// <summary>A text without a limit of its own.</summary>
    private const int LongestText = 4000;

    /// <summary>A text that may be longer than this may have more than one line.</summary>
    private const int LongestLine = 200;

    private const int LongestItem = 200;

    /// <summary>Beyond this a JSON number is no longer exact.</summary>
    private const double LargestWhole = 9_007_199_254_740_991;

    private static readonly ConcurrentDictionary<string, Regex> Patterns = new();

    public void Check(Question question, string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null) return;
        if (question.Type == QuestionType.List) List(question, path, value);
        else if (question.Localized) Localized(question, path, value);
        else Single(question, path, value);
    }

    private void Single(FieldDefinition field, string path, JsonElement value)
    {
        switch (field.Type)
        {
            case QuestionType.Number:
                if (value.ValueKind == JsonValueKind.Number) Number(field.Limits, path, value.GetDouble());
                else WrongType(path, "数字", "a number");
                break;
            case QuestionType.Boolean:
                if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) WrongType(path, "true或false", "true or false");
                break;
            case QuestionType.Money:
                Money(field.Limits, path, value);
                break;
            default:
                if (Text(path, value) is { } text) Written(field, path, text);
                break;
        }
    }

    private void Written(FieldDefinition field, string path, string text)
    {
        if (field.Type == QuestionType.Text) TextLimits(field.Limits, path, text, field.Limits.MaxLength ?? LongestText);
        else if (string.IsNullOrWhiteSpace(text)) return;
        else if (field.Type == QuestionType.Date) Date(field.Limits, path, text);
        else if (!field.EnumSet!.Contains(text)) NotAValue(path);
    }

    private void Localized(Question question, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            WrongType(path, "{zh, en}", "{zh, en}");
            return;
        }
        var before = problems.Count;
        var answered = false;
        foreach (var member in value.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (member.Name is not ("zh" or "en")) UnknownMember(at);
            else if (member.Value.ValueKind != JsonValueKind.Null && Text(at, member.Value) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                answered = true;
                TextLimits(question.Limits, at, text, question.Limits.MaxLength ?? LongestText);
            }
        }
        if (!answered && problems.Count == before && value.EnumerateObject().Any())
            Add("no_language", "中文和英文至少填写一种。", "Give at least one of Chinese and English.", path);
    }

    private void List(Question question, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            WrongType(path, "列表", "a list");
            return;
        }
        var count = value.GetArrayLength();
        if (count == 0) return;
        if (count < question.Limits.MinItems) Add("too_few", $"至少{question.Limits.MinItems}项。", $"At least {question.Limits.MinItems}.", path);
        if (count > question.Limits.MaxItems)
        {
            Add("too_many", $"最多{question.Limits.MaxItems}项。", $"At most {question.Limits.MaxItems}.", path);
            return;
        }
        var place = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateArray())
        {
            var at = $"{path}[{place++}]";
            if (question.Columns.Count > 0) Row(question, at, member);
            else Member(question, at, member, seen);
            if (problems.Count > 1000) return;
        }
    }

    private void Member(Question question, string path, JsonElement value, HashSet<string> seen)
    {
        if (Text(path, value) is not { } text) return;
        var before = problems.Count;
        if (string.IsNullOrWhiteSpace(text)) Add("blank", "不能为空。", "It may not be blank.", path);
        else if (question.EnumSet is null) TextLimits(question.Limits with { MinLength = null }, path, text, question.Limits.ItemMaxLength ?? LongestItem);
        else if (!question.EnumSet.Contains(text)) NotAValue(path);
        if (problems.Count == before && !seen.Add(CleanText.Normalise(text))) Add("repeated", "与前面的一项重复。", "It repeats an earlier one.", path);
    }

    private void Row(Question question, string path, JsonElement row)
    {
        if (row.ValueKind != JsonValueKind.Object)
        {
            WrongType(path, "对象", "an object");
            return;
        }
        foreach (var member in row.EnumerateObject())
        {
            var at = $"{path}.{member.Name}";
            if (question.Columns.FirstOrDefault(c => c.Key == member.Name) is not { } column) Add("unknown_column", "没有这一列。", "There is no such column.", at);
            else if (!column.SetByOperator && member.Value.ValueKind != JsonValueKind.Null) Single(column, at, member.Value);
        }
        foreach (var column in question.Columns)
            if (column.Required && AnswerValue.Cell(row, column.Key) is null)
                Add("required", "此列必填。", "This column must be answered.", $"{path}.{column.Key}");
    }

    private string? Text(string path, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String) return value.GetString();
        WrongType(path, "文本", "a text");
        return null;
    }

    private void TextLimits(Limits limits, string path, string text, int longest)
    {
        var trimmed = text.Trim();
        if (CleanText.Check(trimmed, path, longest, multiline: longest > LongestLine && limits.Pattern is null) is { } problem)
        {
            problems.Add(problem);
            return;
        }
        if (trimmed.Length == 0) return;
        if (limits.MinLength is { } shortest && trimmed.EnumerateRunes().Count() < shortest)
            Add("too_short", $"至少{shortest}个字符。", $"At least {shortest} characters.", path);
        if (limits.Pattern is { } pattern && !Pattern(pattern).IsMatch(trimmed))
            Add("wrong_form", $"格式不符：{pattern}", $"It does not have the form {pattern}", path);
    }

    private void Number(Limits limits, string path, double number)
    {
        if (limits.Integer && Math.Floor(number) != number) Add("not_whole", "须为整数。", "It must be a whole number.", path);
        else if (number < limits.Min) Add("too_small", $"不得小于{Plain(limits.Min.Value)}。", $"At least {Plain(limits.Min.Value)}.", path);
        else if (number > limits.Max) Add("too_large", $"不得大于{Plain(limits.Max.Value)}。", $"At most {Plain(limits.Max.Value)}.", path);
    }

    private void Money(Limits limits, string path, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            WrongType(path, "{amount, currency}", "{amount, currency}");
            return;
        }
        foreach (var member in value.EnumerateObject())
            if (member.Name is not ("amount" or "currency")) UnknownMember($"{path}.{member.Name}");
        if (!value.TryGetProperty("currency", out var currency) || currency.ValueKind != JsonValueKind.String || !Currencies.IsKnown(currency.GetString()!))
            Add("not_a_currency", "须为ISO 4217货币代码，如CNY。", "It must be an ISO 4217 currency code such as CNY.", $"{path}.currency");
        if (!value.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Number || !IsWhole(amount.GetDouble()))
            Add("not_whole", "须为以最小货币单位计的整数。", "It must be a whole number of minor units.", $"{path}.amount");
        else Number(limits, $"{path}.amount", amount.GetDouble());
    }

    private void Date(Limits limits, string path, string text)
    {
        if (AnswerValue.Date(text) is not { } day) Add("not_a_date", "须为YYYY-MM-DD形式的日期。", "It must be a date YYYY-MM-DD.", path);
        else if (Bound(limits.After) is { } after && day <= after) Add("too_early", $"须晚于{Plain(after)}。", $"It must be after {Plain(after)}.", path);
        else if (Bound(limits.Before) is { } before && day >= before) Add("too_late", $"须早于{Plain(before)}。", $"It must be before {Plain(before)}.", path);
    }

    private DateOnly? Bound(string? limit) => limit is null ? null : limit == "today" ? savedOn : AnswerValue.Date(limit);

    private static bool IsWhole(double number) => Math.Floor(number) == number && Math.Abs(number) <= LargestWhole;

    private static Regex Pattern(string pattern) =>
        Patterns.GetOrAdd(pattern, p => new Regex(p, RegexOptions.ECMAScript | RegexOptions.Compiled, TimeSpan.FromSeconds(1)));

    private static string Plain(double number) => number.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Plain(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void NotAValue(string path) => Add("not_a_value", "不在可选值之内。", "It is not one of the values to choose from.", path);

    private void UnknownMember(string path) => Add("unknown_member", "没有这个成员。", "There is no such member.", path);

    private void WrongType(string path, string zh, string en) => Add("wrong_type", $"须为{zh}。", $"It must be {en}.", path);

    private void Add(string code, string zh, string en, string path) => problems.Add(new Problem(code, new Bilingual(zh, en), path));
}
