using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Browse;

/// <summary>What a reader asks of the list of classes; null asks nothing.</summary>
/// <param name="Q">Words that all occur in the class: its code, names, definition or a code of another classification.</param>
public sealed record ClassFilter(string? Q, string? Family)
{
    private readonly string[] words = (MatchToken.Text(Q) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is wrong with a family that there is not; null where nothing is.</summary>
    public Problem? Unknown(Catalogue catalogue) => string.IsNullOrWhiteSpace(Family) || catalogue.Family(Family.Trim()) is not null ? null
        : new Problem("unknown_value", new Bilingual("此参数没有这个取值。", "This parameter has no such value."), "family");

    /// <summary>The families that have a class which is asked for, each with those classes.</summary>
    public IEnumerable<(Family Family, IReadOnlyList<string> Classes)> Apply(Catalogue catalogue) =>
        from family in catalogue.Families
        where string.IsNullOrWhiteSpace(Family) || family.Code == Family.Trim()
        let classes = family.Classes.Where(code => Mentions(catalogue.Class(code)!)).ToList()
        where classes.Count > 0
        select (family, (IReadOnlyList<string>)classes);

    private bool Mentions(ServiceClass it)
    {
        if (words.Length == 0) return true;
        var text = MatchToken.Text(string.Join(' ', [it.Code, it.Name.Zh, it.Name.En, it.Definition, .. it.Crosswalk.Values.SelectMany(codes => codes)]))!;
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }
}
