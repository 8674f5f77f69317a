using Marketplace.Discovery;
using Marketplace.Rigs.Searching;

namespace Marketplace.Benchmarks.Index;

/// <summary>What people type, as discovery hands it on: clauses with their synonyms; rare and frequent words, both languages, numbers.</summary>
internal static class BenchQueries
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly string[] Facets =
        ["class", "standard", "permit", "mark", "accreditor", "region", "providerSize", "language", "verdict", "basis", "days", "price"];

    public static IReadOnlyList<IndexQuery> Texts { get; } =
    [
        Text("电磁兼容"), Text("electromagnetic", "compatibility"), Text("电磁兼容|electromagnetic compatibility|emc", "测试|testing"), Text("vibration"),
        Text("水质重金属检测"), Text("calibration|校准", "广东"), Text("software penetration testing"), Text("GB/T 17025.2"), Text("实验室"), Text("碳排放核查"),
        Text("cleanroom", "shanghai"), Text("battery safety"),
    ];

    private static readonly string[] Words = [.. SyntheticWords.Topics.Concat(SyntheticWords.Phrases).SelectMany(words => new[] { words.Zh, words.En })];

    /// <summary>Texts of which hardly two are alike, so that nothing remembered of an earlier one helps: words in pairs, and numbers.</summary>
    public static IndexQuery Distinct(int number)
    {
        var (one, other) = (Words[number % Words.Length], Words[(number + 1 + number / Words.Length) % Words.Length]);
        return (number % 3) switch
        {
            0 => Text(one, other),
            1 => Text($"GB/T {16_000 + number * 7 % 4_000}.{number % 23}"),
            _ => Text(one + " " + other),
        };
    }

    public static IndexQuery Browse { get; } = new() { Day = Today, Claims = ClaimFilter.None, Facets = Facets };

    /// <summary>A text with filters of three kinds, facets each without its own.</summary>
    public static IndexQuery Filtered { get; } = Text("检测|testing") with
    {
        Claims = new ClaimFilter(["iso-iec-17025"], [], [], ["CNAS"], []),
        Terms = new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["CN-GD", "abroad"], ["verdict"] = ["met"] },
    };

    private static IndexQuery Text(params string[] clauses) => new()
    {
        Day = Today,
        Claims = ClaimFilter.None,
        Facets = Facets,
        Text = new TextQuery([.. clauses.Select(clause => (IReadOnlyList<string>)clause.Split('|'))]),
    };
}
