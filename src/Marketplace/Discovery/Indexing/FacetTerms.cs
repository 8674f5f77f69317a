using System.Text.Json;
using Marketplace.Discovery.Search;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>The values by which a listing is filtered and counted whatever the day.</summary>
internal sealed class FacetTerms(SearchVocabulary vocabulary)
{
    public Dictionary<string, IReadOnlyList<string>> Of(ListingContent content, Specification specification, Provider provider, ListedPrice? price, int? days)
    {
        var answers = content.Answers;
        var terms = new Dictionary<string, IReadOnlyList<string>>
        {
            ["class"] = [specification.Class.Family, specification.Class.Code],
            ["provider"] = [provider.Id.Value],
            ["region"] = Regions(SitesOf(content, provider)),
            ["serves"] = [.. answers.Texts("service_area").Distinct()],
            ["providerSize"] = [JsonNamingPolicy.CamelCase.ConvertName(provider.Size.ToString())],
            ["language"] = [.. answers.Texts("languages").Select(tag => tag.Split('-')[0]).Distinct()],
            ["price"] = [price is { Min: { } min, Currency: { } currency } ? vocabulary.Prices.Of(new Money(min, currency)).Value : Bands.None],
        };
        if (days is { } d) terms["days"] = [vocabulary.Days.Of(d).Value];
        foreach (var question in specification.Questions)
        {
            if (question.Facet is null || !vocabulary.Knows(SearchParameters.FacetPrefix + question.Key)) continue;
            if (answers[question.Key] is { } answer && Values(question, answer) is { Count: > 0 } values)
                terms[SearchParameters.FacetPrefix + question.Key] = values;
        }

        return terms;
    }

    /// <summary>The sites a listing is offered from; all where it names none.</summary>
    public static IReadOnlyList<Site> SitesOf(ListingContent content, Provider provider)
    {
        var named = provider.Sites.Where(s => content.Sites.Contains(s.Id)).ToList();
        return named.Count > 0 ? named : provider.Sites;
    }

    private string[] Regions(IReadOnlyList<Site> sites) => [.. sites.SelectMany(site =>
        new[] { site.Region, Vocabulary.Regions.CountryOf(site.Region), vocabulary.Catalogue.MainlandChina.Contains(site.Region) ? null : SearchVocabulary.Abroad })
        .OfType<string>().Distinct()];

    private static List<string> Values(Question question, JsonElement answer) => question.Facet switch
    {
        FacetKind.Boolean => answer.ValueKind switch { JsonValueKind.True => ["true"], JsonValueKind.False => ["false"], _ => [] },
        FacetKind.Range => Band(question, answer) is { } band ? [band.Value] : [],
        _ => answer.ValueKind switch
        {
            JsonValueKind.String => Kept([answer.GetString()!]),
            JsonValueKind.Array => Kept(answer.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Select(e => e.GetString()!)),
            _ => [],
        },
    };

    /// <summary>Values of a free text as a filter takes them: trimmed, no blanks, none twice.</summary>
    private static List<string> Kept(IEnumerable<string> values) =>
        [.. values.Select(v => v.Trim()).Where(v => v.Length is > 0 and <= 200).Distinct()];

    private static Band? Band(Question question, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Number ? question.Bands!.Of(answer.GetDouble())
        : answer.ValueKind == JsonValueKind.Object && answer.Text("currency") is { } currency && answer.GetProperty("amount").TryGetInt64(out var minor)
            ? question.Bands!.Of(new Money(minor, currency)) : null;
}
