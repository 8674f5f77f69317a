using Marketplace.Discovery.Search;
using Marketplace.Listings;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Compare;

/// <summary>A row of the comparison; a cell without an answer is null.</summary>
/// <param name="Name">What the row is: a question's key, or verdict, basis, provider, region, evidence, price or scope.</param>
public sealed record CompareRow(string Name, string Label, IReadOnlyList<string?> Cells)
{
    public bool Differs { get; } = Cells.Distinct().Count() > 1;
}

/// <summary>Two to four listings side by side, rows in specification order under the verdict.</summary>
internal sealed record Comparison(IReadOnlyList<SearchDocument> Listings, IReadOnlyList<CompareRow> Rows, Bilingual? Assumption, IReadOnlyList<string> Missing, DateOnly Day);

/// <summary>Puts listings side by side, in the words of the specification they answer.</summary>
internal sealed class CompareListings(ISearchIndex index, IListings listings, SearchVocabulary vocabulary)
{
    public const int Fewest = 2;
    public const int Most = 4;

    /// <summary>Ids as an address gives them, repeated or with commas; what is no id or more than four is left out.</summary>
    public static IReadOnlyList<ListingId> Ids(IEnumerable<string?> given) =>
        [.. given.OfType<string>().SelectMany(text => text.Split(',')).Select(text => ListingId.TryParse(text.Trim(), null, out var id) ? id : (ListingId?)null)
            .OfType<ListingId>().Distinct().Take(Most)];

    public async Task<Outcome<Comparison>> Run(IReadOnlyList<ListingId> ids, DateOnly day, Language language, CancellationToken cancel)
    {
        var listed = (await index.Find(ids, cancel)).Where(d => d.IsListedOn(day)).ToDictionary(d => d.Id);
        var contents = (await listings.Find([.. listed.Keys], cancel)).Where(l => l.Value.Published is not null).ToDictionary(l => l.Value.Id, l => l.Value.Published!);
        var columns = ids.Where(id => listed.ContainsKey(id) && contents.ContainsKey(id)).Select(id => listed[id]).ToList();
        if (columns.Count < Fewest)
            return Refusal.Because(RefusalKind.NotFound, "too_few", "请选择两至四项在架服务。", "Choose two to four listings that are listed.", "ids");
        var prices = NormalisePrices.Of([.. columns.Select(c => c.Price)]);
        List<CompareRow> rows = [.. Facts(columns, prices, day, language), .. Answers(columns, contents, language)];
        return new Comparison(columns, rows, prices.Assumption, [.. ids.Where(id => !columns.Exists(c => c.Id == id)).Select(id => id.Value)], day);
    }

    private IEnumerable<CompareRow> Facts(List<SearchDocument> columns, PriceComparison prices, DateOnly day, Language language)
    {
        yield return Row("verdict", c => c.SpanOn(day) is { } span ? Label("verdict", VerdictNames.Of(span.Verdict)) : null);
        yield return Row("basis", c => c.SpanOn(day) is { } span ? Label("basis", VerdictNames.Of(span.Basis)) : null);
        yield return Row("provider", c => c.ProviderName.In(language));
        yield return Row("region", c => Label("region", c.Region));
        yield return Row("evidence", c => Evidence(c, day, language));
        yield return new CompareRow("price", RowLabel("price"), [.. prices.Prices.Select(p => p.Text.In(language))]);
        var scope = columns.SelectMany(c => Scope(c, day)).Distinct().ToList();
        if (scope.Count > 0)
            yield return Row("scope", c => language == Language.Zh ? $"{scope.Count} 项中的 {Scope(c, day).Distinct().Count()} 项" : $"{Scope(c, day).Distinct().Count()} of {scope.Count}");

        CompareRow Row(string name, Func<SearchDocument, string?> cell) => new(name, RowLabel(name), [.. columns.Select(cell)]);
        string RowLabel(string name) => CompareWords.Rows[name].In(language);
        string Label(string name, string value) => vocabulary.LabelOf(name, value).In(language);
    }

    private string? Evidence(SearchDocument document, DateOnly day, Language language)
    {
        var held = document.Claims.Where(c => c.IsActiveOn(day) && !ClaimRow.CountsOnlyOnRequest(c.EvidenceType))
            .Select(c => Evidence(c).In(language)).Distinct().ToList();
        return held.Count == 0 ? null : string.Join('\n', held);
    }

    /// <summary>What the claim is for, and in brackets its certificate and how long that holds.</summary>
    private Bilingual Evidence(ClaimRow claim)
    {
        var name = vocabulary.Catalogue.NameOf(claim.StandardId, claim.Permit);
        return claim.ActiveUntil is { } last
            ? new($"{name.Zh}（{claim.Number}，至 {last:yyyy-MM-dd}）", $"{name.En} ({claim.Number}, until {last:yyyy-MM-dd})")
            : new($"{name.Zh}（{claim.Number}）", $"{name.En} ({claim.Number})");
    }

    /// <summary>What the active scope covers, whatever the listing: method and parameter.</summary>
    private static IEnumerable<(string, string)> Scope(SearchDocument document, DateOnly day) =>
        document.Covered.Where(r => r.IsActiveOn(day)).Select(r => (r.Method, r.Parameter));

    private IEnumerable<CompareRow> Answers(List<SearchDocument> columns, Dictionary<ListingId, ListingContent> contents, Language language)
    {
        var specifications = columns.Select(c => vocabulary.Catalogue.Specification(c.Class, c.Edition)!).ToList();
        var sections = specifications[0].Sections.Select(s => s.Key).ToList();
        var questions = specifications.SelectMany(s => s.Questions).Where(q => q.Compare).DistinctBy(q => q.Key)
            .OrderBy(q => sections.IndexOf(q.Section)).ToList();
        foreach (var question in questions)
        {
            var cells = columns.Select((c, i) => specifications[i].Question(question.Key) is { } own
                ? question.Key == "class_code" ? vocabulary.Catalogue.NameOf(c.Class).In(language) : AnswerText.Of(own, contents[c.Id].Answers[own.Key], language)
                : null).ToList();
            if (cells.Exists(cell => cell is not null)) yield return new CompareRow(question.Key, question.Label.In(language), cells);
        }
    }
}

/// <summary>Names of the rows above the answers.</summary>
internal static class CompareWords
{
    public static readonly Dictionary<string, Bilingual> Rows = new()
    {
        ["verdict"] = new("符合性判定", "Verdict"),
        ["basis"] = new("判定依据", "Basis"),
        ["provider"] = new("服务机构", "Provider"),
        ["region"] = new("所在地区", "Location"),
        ["evidence"] = new("现行有效证据", "Active evidence"),
        ["price"] = new("可比价格", "Price, comparable"),
        ["scope"] = new("现行能力范围（方法与参数）", "Active scope (methods and parameters)"),
    };
}
