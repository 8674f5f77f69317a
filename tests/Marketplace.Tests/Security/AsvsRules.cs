namespace Marketplace.Security;

/// <summary>When the answers to the standard hold.</summary>
internal static class AsvsRules
{
    /// <param name="asked">The ids that must be answered, with their levels.</param>
    /// <param name="tests">The full names of the test methods there are.</param>
    /// <param name="read">The text of a file of the repository, or null.</param>
    public static IEnumerable<string> Faults(
        IReadOnlyList<AsvsEntry> entries, IReadOnlyDictionary<string, int> asked, IReadOnlySet<string> tests, Func<string, string?> read) =>
    [
        .. asked.Keys.Except(entries.Select(it => it.Id)).Select(id => $"{id} is not answered"),
        .. entries.Select(it => it.Id).Except(asked.Keys).Select(id => $"{id} was not asked"),
        .. entries.GroupBy(it => it.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key} is answered {group.Count()} times"),
        .. entries.Where(it => asked.TryGetValue(it.Id, out var level) && level != it.Level).Select(it => $"{it.Id} is of level {asked[it.Id]}"),
        .. entries.SelectMany(it => OfOne(it, tests, read).Select(fault => $"{it.Id} {fault}")),
    ];

    private static IEnumerable<string> OfOne(AsvsEntry entry, IReadOnlySet<string> tests, Func<string, string?> read)
    {
        if (entry.Kinds is not [var kind])
        {
            yield return $"has {entry.Kinds.Count} kinds of answer";
            yield break;
        }

        var sentence = kind switch { "notApplicable" => entry.NotApplicable, "later" => entry.Later, _ => entry.How };
        if (string.IsNullOrWhiteSpace(sentence)) yield return "does not say how, or why not";
        if (kind is "notApplicable" or "later" && entry.How is not null) yield return "says how, and that it is not";
        if (entry is { Test.Count: 0 } or { Configuration.Count: 0 }) yield return "names nothing that shows it";
        foreach (var test in (entry.Test ?? []).Where(it => !tests.Contains(it))) yield return $"names the test {test}, which there is not";
        foreach (var (file, text) in entry.Configuration ?? [])
        {
            if (read(file) is not { } content) yield return $"names the file {file}, which there is not";
            else if (string.IsNullOrWhiteSpace(text) || !content.Contains(text, StringComparison.Ordinal)) yield return $"names a text that is not in {file}: {text}";
        }
    }
}
