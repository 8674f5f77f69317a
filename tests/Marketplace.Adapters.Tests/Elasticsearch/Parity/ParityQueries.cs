using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;

namespace Marketplace.Adapters.Tests.Elasticsearch.Parity;

internal enum QueryKind { Chinese, English, Mixed, Method, Equivalents, Filters }

internal sealed record ParityQuery(QueryKind Kind, string Asked, IndexQuery Query);

/// <summary>Five hundred questions as people ask them: words in both languages with synonyms, methods, standards with their equivalents, filters. The same seed asks the same.</summary>
internal sealed class ParityQueries(int seed)
{
    private static readonly string[] facets =
        ["class", "standard", "permit", "mark", "accreditor", "region", "providerSize", "language", "verdict", "basis", "days", "price", "f.tc_question_0", "f.tc_question_2"];

    private static readonly Dictionary<string, IReadOnlyList<string>> servesFor = new()
    {
        ["iso-iec-17025"] = ["gb-t-27025"], ["gb-t-27025"] = ["iso-iec-17025"], ["iso-9001"] = ["gb-t-19001"], ["gb-t-19001"] = ["iso-9001"],
    };

    private readonly Random random = new(seed);

    public IEnumerable<ParityQuery> All()
    {
        foreach (var kind in Enum.GetValues<QueryKind>())
            for (var i = 0; i < (kind == QueryKind.Filters ? 50 : 90); i++) yield return One(kind);
    }

    private ParityQuery One(QueryKind kind)
    {
        var plain = Indexed.All with { Facets = facets, NearMisses = 5 };
        return kind switch
        {
            QueryKind.Chinese => Saying(kind, plain, Words(word => word.Zh)),
            QueryKind.English => Saying(kind, plain, Words(word => word.En)),
            QueryKind.Mixed => Saying(kind, plain, Mixed()),
            QueryKind.Method => Of(kind, Sometimes(Methods(plain))),
            QueryKind.Equivalents => Of(kind, Sometimes(Standards(plain))),
            _ => Of(kind, Filtered(Filtered(plain)) with { Sort = (SearchSort)random.Next(1, 4) }),
        };
    }

    private ParityQuery Saying(QueryKind kind, IndexQuery query, string[] clauses) => Of(kind, Sometimes(query.Saying(clauses)));

    private static ParityQuery Of(QueryKind kind, IndexQuery query) => new(kind, Say(query), query);

    private string[] Words(Func<(string Zh, string En), string> language)
    {
        var topic = language(Any(SyntheticWords.Topics));
        return random.Next(5) switch
        {
            0 => [topic],
            1 => [topic, language(Any(SyntheticWords.Services))],
            2 => [language(Any(SyntheticWords.Phrases))],
            3 => [topic, language((Any(SyntheticWords.Cities) is var city ? (city.Zh, city.En) : default))],
            _ => [language(Any(SyntheticWords.Names)), language(Any(SyntheticWords.Services))],
        };
    }

    private string[] Mixed()
    {
        var (topic, service) = (Any(SyntheticWords.Topics), Any(SyntheticWords.Services));
        return random.Next(4) switch
        {
            0 => [$"{topic.Zh}|{topic.En}"],
            1 => [topic.Zh, service.En],
            2 => [$"{topic.En}|{topic.Zh}", $"{service.Zh}|{service.En}"],
            _ => [$"GB/T {17_000 + random.Next(300)}.{1 + random.Next(4)}", $"{service.Zh}|{service.En}"],
        };
    }

    private IndexQuery Methods(IndexQuery query) => query with
    {
        Methods = [new MethodAsk("", [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => ($"gb/t {17_000 + random.Next(300)}.{1 + random.Next(4)}", random.Next(3) == 0 ? Any("2006", "2012", "2018") : null))])],
    };

    private IndexQuery Standards(IndexQuery query)
    {
        var asked = Any("iso-iec-17025", "gb-t-27025", "iso-9001", "gb-t-19001");
        return query with { ServesFor = servesFor, Claims = ClaimFilter.None with { Standards = [asked, .. servesFor[asked]], Marks = random.Next(4) == 0 ? ["CNAS"] : [] } };
    }

    private IndexQuery Sometimes(IndexQuery query) => random.Next(3) == 0 ? Filtered(query) : query;

    private IndexQuery Filtered(IndexQuery query) => random.Next(6) switch
    {
        0 => query.Where("class", Any(SyntheticWords.Families)),
        1 => query.Where("region", "CN", "CN-HK"),
        2 => query.Where("verdict", "met"),
        3 => query with { PriceMax = 1_500_000 },
        4 => query with { DaysMax = 20 },
        _ => query.Where("language", "en"),
    };

    private T Any<T>(params T[] values) => values[random.Next(values.Length)];

    private static string Say(IndexQuery query) => string.Join("; ", new[]
    {
        query.Text is { } text ? string.Join(" + ", text.Clauses.Select(clause => string.Join('|', clause))) : null,
        query.Methods.Count > 0 ? string.Join(" or ", query.Methods[0].Alternatives) : null,
        query.Claims.Standards.Count > 0 ? string.Join(" or ", query.Claims.Standards) : null,
        query.Terms.Count > 0 ? string.Join(", ", query.Terms.Select(term => $"{term.Key}={string.Join('|', term.Value)}")) : null,
    }.OfType<string>());
}
