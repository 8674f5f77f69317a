using Marketplace.DesignSystem;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>A value of a facet as a box to tick. <paramref name="Depth"/> indents the classes of a family.</summary>
public sealed record FacetChoice(string Value, string Label, int Count, bool Chosen, int Depth);

/// <summary>A facet as a group of boxes; <paramref name="More"/> are those behind "show all".</summary>
public sealed record FacetGroup(string Name, string Label, bool Open, IReadOnlyList<FacetChoice> First, IReadOnlyList<FacetChoice> More);

/// <summary>A filter in force, and the address without it.</summary>
public sealed record FilterChip(string Name, string Label, string Without);

/// <summary>A document or permit on a hit, with the way by which it was accepted.</summary>
public sealed record HeldView(string Label, string Status, string StatusLabel, string Verification, DateOnly? Checked, string? Chain);

/// <summary>A hit as it is shown.</summary>
public sealed record HitView
{
    public required SearchDocument Document { get; init; }
    public required string ClassLabel { get; init; }
    public required string RegionLabel { get; init; }
    public required Verdict? Verdict { get; init; }
    public required string VerdictLabel { get; init; }
    public required string BasisLabel { get; init; }
    public required IReadOnlyList<HeldView> Held { get; init; }
    public required string? Price { get; init; }
    public required IReadOnlyList<string> Why { get; init; }

    public string Tone => Verdict switch { Standards.Verdict.Met => "good", Standards.Verdict.NotMet => "bad", _ => "warn" };

    private const int Longest = 180;

    public string Summary(Language language)
    {
        var text = Document.Summary.In(language);
        if (text.Length <= Longest) return text;
        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        // Not within a word, where words have spaces between them.
        return text[..(text.LastIndexOf(' ', end - 1, 30) is > 0 and var space ? space : end)].TrimEnd() + "…";
    }
}

/// <summary>A search page, worked out before it is rendered, so that its mark-up is only mark-up.</summary>
internal sealed class SearchView(SearchVocabulary vocabulary, SearchExplaining explaining)
{
    private const int ShownFirst = 8;

    public IReadOnlyList<HitView> Hits(SearchAnswer answer)
    {
        var language = answer.Request.Language;
        var why = explaining.Why(answer.Plan);
        List<HeldEvidence> standards = [], permits = [];
        List<Bilingual> reasons = [];
        var hits = new List<HitView>(answer.Shown);
        for (var i = 0; i < answer.Shown; i++)
        {
            var document = answer.Found.Hits[i].Document;
            HitEvidence.Collect(document, answer.Plan, standards, permits);
            why.Collect(document, reasons);
            hits.Add(Hit(document, answer.Plan, [.. standards.Concat(permits).Take(4)], reasons, language));
        }

        return hits;
    }

    public IReadOnlyList<FacetGroup> Facets(SearchAnswer answer)
    {
        var groups = new List<FacetGroup>();
        foreach (var name in answer.Plan.Query.Facets)
        {
            if (!answer.Found.Facets.TryGetValue(name, out var counts)) continue;
            var chosen = answer.Request.Values(name);
            var choices = Ordered(name, counts, chosen, answer.Request.Language);
            if (choices.Count == 0) continue;
            List<FacetChoice> first = [], more = [];
            for (var i = 0; i < choices.Count; i++)
                (i < ShownFirst || choices[i].Chosen || name == "class" ? first : more).Add(choices[i]);
            groups.Add(new FacetGroup(name, vocabulary.NameOf(name).In(answer.Request.Language),
                chosen.Count > 0 || name is "class" or "standard" or "region" or "verdict", first, more));
        }

        return groups;
    }

    public IReadOnlyList<FilterChip> Chips(SearchRequest request)
    {
        var chips = new List<FilterChip>();
        if (request.Text.Length > 0) chips.Add(new("q", $"“{request.Text}”", SearchUrl.Page(request with { Text = "", Cursor = null })));
        foreach (var (name, values) in request.Filters)
            foreach (var value in values)
                chips.Add(new(name, vocabulary.LabelOf(name, value).In(request.Language), SearchUrl.Page(request.Toggle(name, value))));
        if (request.PriceMin is { } min) chips.Add(new("priceMin", $"≥ {Amounts.Text(min, request.Currency ?? "CNY")}", SearchUrl.Page(request with { PriceMin = null, Cursor = null })));
        if (request.PriceMax is { } max) chips.Add(new("priceMax", $"≤ {Amounts.Text(max, request.Currency ?? "CNY")}", SearchUrl.Page(request with { PriceMax = null, Cursor = null })));
        if (request.DaysMax is { } days) chips.Add(new("daysMax", $"≤ {days} {vocabulary.NameOf("days").In(request.Language)}", SearchUrl.Page(request with { DaysMax = null, Cursor = null })));
        return chips;
    }

    public string NameOf(string filter) => vocabulary.NameOf(filter).In(Languages.Current);

    private HitView Hit(SearchDocument document, SearchPlan plan, IReadOnlyList<HeldEvidence> held, List<Bilingual> reasons, Language language)
    {
        var span = document.SpanOn(plan.Query.Day);
        return new HitView
        {
            Document = document,
            ClassLabel = vocabulary.LabelOf("class", document.Class).In(language),
            RegionLabel = vocabulary.LabelOf("region", document.Region).In(language),
            Verdict = span?.Verdict,
            VerdictLabel = span is null ? "" : vocabulary.LabelOf("verdict", VerdictNames.Of(span.Verdict)).In(language),
            BasisLabel = span is null ? "" : vocabulary.LabelOf("basis", VerdictNames.Of(span.Basis)).In(language),
            Held = [.. held.Select(one => Held(one, plan.Query.Day, language))],
            Price = Price(document.Price),
            Why = [.. reasons.Select(r => r.In(language))],
        };
    }

    private HeldView Held(HeldEvidence held, DateOnly day, Language language)
    {
        var name = vocabulary.LabelOf(held.Claim.StandardId is null ? "permit" : "standard", held.Id).In(language);
        var status = HitEvidence.Status(held.Claim, day);
        return new HeldView(name, status, Fixed.Labels[("status", status)].In(language),
            Fixed.Labels[("verification", HitEvidence.Name(held.Claim.Verification))].In(language), held.Claim.CheckedOn,
            held.Chain is { } chain ? $"{string.Join(" → ", chain.Via.Select(v => vocabulary.LabelOf("standard", v).In(language)))} → {name}, {chain.Degree}" : null);
    }

    private static string? Price(ListedPrice? price) =>
        price is not { Currency: { } currency } || (price.Min is null && price.Max is null) ? null
        : (price.Max is null && price.Form is "fixed" or "per_unit" ? Numbers.Text(new Money(price.Min!.Value, currency)) : Numbers.Range(price.Min, price.Max, currency))
            + (price.Unit is { } unit ? " / " + PriceUnits.Named(unit).In(Languages.Current) : "");

    private List<FacetChoice> Ordered(string name, IReadOnlyList<FacetCount> counts, IReadOnlyList<string> chosen, Language language)
    {
        var choices = counts.Select(c => new FacetChoice(c.Value, vocabulary.LabelOf(name, c.Value).In(language), c.Count, chosen.Contains(c.Value), name == "class" && c.Value.Contains('.') ? 1 : 0)).ToList();
        choices.AddRange(chosen.Where(v => !counts.Any(c => c.Value == v)).Select(v => new FacetChoice(v, vocabulary.LabelOf(name, v).In(language), 0, true, 0)));
        if (name == "class") return Tree(choices);
        return vocabulary.OrderOf(name) is { } order
            ? [.. choices.OrderBy(c => order(c.Value)).ThenBy(c => c.Value, StringComparer.Ordinal)]
            : [.. choices.OrderByDescending(c => c.Count).ThenBy(c => c.Label, StringComparer.CurrentCulture)];
    }

    /// <summary>Families, and under those that are chosen their classes.</summary>
    private static List<FacetChoice> Tree(List<FacetChoice> choices)
    {
        var open = choices.Where(c => c.Chosen).Select(c => c.Value[..2]).ToHashSet();
        return [.. choices.Where(c => c.Depth == 0 || open.Contains(c.Value[..2])).OrderBy(c => c.Value, StringComparer.Ordinal)];
    }
}
