namespace Marketplace.Vocabulary;

/// <summary>Collects everything wrong with the fields of an input, so that a reader mends them in one go.</summary>
public sealed class FieldCheck
{
    private readonly List<Problem> problems = [];

    public IReadOnlyList<Problem> Problems => problems;

    public void Add(Problem problem) => problems.Add(problem);

    public void Add(string code, string field, string zh, string en) => Add(new Problem(code, new Bilingual(zh, en), field));

    /// <summary>The text as it is kept; null where it is blank or does not hold.</summary>
    public string? Text(string? text, string field, int max, bool multiline = false)
    {
        if (text is null) return null;
        if (CleanText.Check(text, field, max, multiline) is { } problem)
        {
            Add(problem);
            return null;
        }

        return CleanText.Normalise(text) is { Length: > 0 } kept ? kept : null;
    }

    public string Required(string? text, string field, int max, bool multiline = false)
    {
        var before = problems.Count;
        var kept = Text(text, field, max, multiline);
        if (kept is null && problems.Count == before) Add("required", field, "此项必填。", "This is required.");
        return kept ?? "";
    }

    /// <summary>The value, where the list of known ones has it.</summary>
    public string? Known(string? value, string field, IReadOnlySet<string> known)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        var trimmed = value.Trim();
        if (known.Contains(trimmed)) return trimmed;
        Add("unknown_value", field, "目录中没有此项。", "The catalogue has no such entry.");
        return null;
    }
}
