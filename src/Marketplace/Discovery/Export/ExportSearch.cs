using System.Globalization;
using Marketplace.Api;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Export;

/// <summary>The hits of a search as a table, in their order, with the day and the sentence that says what was asked.</summary>
internal sealed class ExportSearch(ISearchIndex index, PlanSearch plans, SearchVocabulary vocabulary, SearchExplaining explaining)
{
    public const int MostRows = 5000;

    public async Task<CsvTable> Run(SearchRequest request, DateOnly day, CancellationToken cancel)
    {
        var plan = plans.For(request with { Cursor = null }, day, after: null, facets: false);
        var found = await index.Search(plan.Query with { Size = MostRows }, cancel);
        var zh = request.Language == Language.Zh;
        var csv = new CsvTable()
            .Row(zh ? "日期" : "Date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Row(zh ? "检索" : "Search", explaining.Sentence(request, found.Total))
            .Row(zh ? "条数" : "Rows", $"{found.Hits.Count}/{found.Total}")
            .Row([])
            .Row(zh
                ? ["编号", "名称", "服务机构", "所在地区", "服务类别", "符合性判定", "判定依据", "证据", "计价形式", "最低价（最小货币单位）", "最高价（最小货币单位）", "币种", "计价单位", "工作日", "更新时间"]
                : ["id", "title", "provider", "location", "class", "verdict", "basis", "evidence", "price form", "price from (minor units)", "price to (minor units)", "currency", "unit", "working days", "updated"]);
        List<HeldEvidence> standards = [], permits = [];
        foreach (var hit in found.Hits)
        {
            HitEvidence.Collect(hit.Document, plan, standards, permits);
            csv.Row(Cells(hit.Document, standards.Concat(permits), day, request.Language));
        }

        return csv;
    }

    private IEnumerable<string?> Cells(SearchDocument document, IEnumerable<HeldEvidence> held, DateOnly day, Language language)
    {
        var span = document.SpanOn(day);
        return
        [
            document.Id.Value, document.Title.In(language), document.ProviderName.In(language), Label("region", document.Region), Label("class", document.Class),
            span is null ? null : Label("verdict", VerdictNames.Of(span.Verdict)), span is null ? null : Label("basis", VerdictNames.Of(span.Basis)),
            string.Join("; ", held.Select(h => $"{Label(h.Claim.StandardId is null ? "permit" : "standard", h.Id)} {h.Claim.Number} [{Label("status", HitEvidence.Status(h.Claim, day))}]")),
            document.Price?.Form, Digits(document.Price?.Min), Digits(document.Price?.Max), document.Price?.Currency, document.Price?.Unit,
            Digits(document.Days), document.UpdatedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];

        string Label(string name, string value) => vocabulary.LabelOf(name, value).In(language);
    }

    private static string? Digits(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
