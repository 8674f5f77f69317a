using Marketplace.Standards.Evaluation;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Browse;

/// <summary>What a reader asks of the list of standards or of methods; null asks nothing.</summary>
public sealed record DocumentFilter(string? Q, string? Body, string? Jurisdiction, string? Family, string? Status, string? Confidence)
{
    public const int LongestQuery = 200;

    public bool IsEmpty => Words.Length == 0 && (Body ?? Jurisdiction ?? Family ?? Status ?? Confidence) is null;

    private string[] Words { get; } = (MatchToken.Text(Q) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What is wrong with the question; null where nothing is.</summary>
    public static Problem? Fault(string? q) => q is null ? null : CleanText.Check(q, "q", LongestQuery);

    /// <summary>An empty choice of a form asks nothing, nor does a question that does not hold.</summary>
    public static DocumentFilter Of(string? q, string? body, string? jurisdiction, string? family, string? status, string? confidence) =>
        new(Fault(q) is null ? Given(q) : null, Given(body), Given(jurisdiction), Given(family), Given(status), Given(confidence));

    /// <summary>The matching documents: those whose number begins like the query first, then in order of their designation.</summary>
    public IReadOnlyList<T> Apply<T>(IEnumerable<T> documents) where T : NormativeDocument
    {
        var number = Q is null ? null : MethodNumber.Comparable(Q);
        return [.. documents.Where(Matches)
            .OrderBy(d => number is not null && MethodNumber.Comparable(d.Designation).StartsWith(number, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(d => d.Designation, StringComparer.Ordinal)];
    }

    /// <summary>Values that no document of the list has, each under its parameter's name.</summary>
    public IEnumerable<Problem> Unknown(IReadOnlyCollection<NormativeDocument> documents, Catalogue catalogue)
    {
        (string Name, string? Value, Func<string, bool> IsKnown)[] asked =
        [
            ("body", Body, value => documents.Any(d => d.Body == value)),
            ("jurisdiction", Jurisdiction, value => documents.Any(d => d.Jurisdiction == value)),
            ("family", Family, value => catalogue.Family(value) is not null || catalogue.Class(value) is not null || documents.Any(d => FamiliesOf(d).Contains(value))),
            ("status", Status, value => documents.Any(d => d.Status == value)),
            ("confidence", Confidence, value => Enum.GetNames<Confidence>().Contains(value, StringComparer.OrdinalIgnoreCase)),
        ];
        return from it in asked where it.Value is not null && !it.IsKnown(it.Value)
               select new Problem("unknown_value", new Bilingual("此参数没有这个取值。", "This parameter has no such value."), it.Name);
    }

    private bool Matches(NormativeDocument document) =>
        (Body is null || document.Body == Body)
        && (Jurisdiction is null || document.Jurisdiction == Jurisdiction)
        && (Status is null || document.Status == Status)
        && (Confidence is null || document.Confidence.ToString().Equals(Confidence, StringComparison.OrdinalIgnoreCase))
        && (Family is null || FamiliesOf(document).Contains(Family))
        && (Words.Length == 0 || Mentions(document));

    /// <summary>Every word occurs, or all of them together are part of its number.</summary>
    private bool Mentions(NormativeDocument document)
    {
        var text = MatchToken.Text(string.Join(' ', Texts(document).OfType<string>()))!;
        return Words.All(w => text.Contains(w, StringComparison.Ordinal))
            || MethodNumber.Comparable(document.Designation).Contains(MethodNumber.Comparable(Q!), StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Texts(NormativeDocument document)
    {
        yield return document.Id;
        yield return document.Designation;
        yield return document.Title.Zh;
        yield return document.Title.En;
        if (document is not Method method) yield break;
        foreach (var name in method.Objects.Concat(method.Parameters.Select(p => p.Name)))
        {
            yield return name.Zh;
            yield return name.En;
        }
    }

    /// <summary>Families, and of a method its classes too.</summary>
    private static IEnumerable<string> FamiliesOf(NormativeDocument document) => document switch
    {
        Standard standard => standard.Families,
        Method method => method.Classes.Concat(method.Classes.Select(c => c.Split('.')[0])),
        _ => [],
    };

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
