using CsCheck;
using Marketplace.Discovery;
using Marketplace.Rigs.Searching;

namespace Marketplace.Adapters.Tests.Contracts;

internal static class RandomQueries
{
    private static readonly string[] Facets =
        ["standard", "permit", "mark", "accreditor", "verdict", "basis", "class", "region", "providerSize", "language", "days", "price", "f.tc_question_1", "f.tc_question_3"];

    private static readonly Dictionary<string, string[]> Values = new()
    {
        ["class"] = ["TC", "IC", "TC.01", "RD.04"],
        ["region"] = ["CN-GD", "CN", "abroad", "DE"],
        ["serves"] = ["CN", "CN-SH"],
        ["providerSize"] = ["micro", "small", "large"],
        ["language"] = ["zh", "en"],
        ["verdict"] = ["met", "notMet", "notEvidenced"],
        ["basis"] = ["own_word", "declared", "register_checked"],
        ["days"] = ["0..3", "10..20"],
        ["price"] = ["none", "CNY:0..100000", "USD:500000.."],
        ["f.tc_question_1"] = ["option_0", "option_1", "no such option"],
    };

    private static readonly Gen<string[]> Standards = Some("iso-iec-17025", "gb-t-27025", "iso-9001", "nowhere-claimed");

    private static readonly Gen<ClaimFilter> Claims = Gen.Select(
        Standards, Some("permit_1", "permit_2"), Some("accreditation", "certification", "self_declaration"), Some("CNAS", "CMA", "CAL"), Some("CNAS", "UKAS"),
        (standards, permits, types, marks, accreditors) => new ClaimFilter(standards, permits, types, marks, accreditors));

    private static readonly Gen<MethodAsk[]> Methods =
        Gen.Select(Gen.Int[17000, 17300], Gen.Int[1, 4], One<string?>(null, "2006", "2012", "2018"))
            .Select((number, part, edition) => new MethodAsk("", [($"gb/t {number}.{part}", edition), ($"gb/t {number + 1}.1", null)])).Array[0, 2]
            .Select(asks => asks.Length == 2 && asks[0] == asks[1] ? [asks[0]] : asks);

    public static IndexQuery Plain(DateOnly day) => new() { Day = day, Claims = ClaimFilter.None, Facets = Facets };

    public static Gen<IndexQuery> WithoutText(DateOnly today) =>
        from day in Gen.OneOf(Gen.Const(0), Gen.Int[-60, 400])
        from terms in Gen.Select(One([.. Values.Keys]), Gen.Int[1, 3]).Array[0, 3]
        from claims in Gen.OneOf(Gen.Const(ClaimFilter.None), Claims)
        from methods in Gen.Frequency((4, Gen.Const(Array.Empty<MethodAsk>())), (1, Methods))
        from price in Gen.Select(One<long?>(null, 50_000, 800_000), One<long?>(null, 90_000, 900_000), One<string?>(null, "USD"))
        from daysMax in One<int?>(null, null, 10)
        from sort in Gen.Enum<SearchSort>()
        from equivalents in Gen.Bool
        select new IndexQuery
        {
            Day = today.AddDays(day),
            Terms = terms.DistinctBy(term => term.Item1).ToDictionary(term => term.Item1, term => (IReadOnlyList<string>)[.. Values[term.Item1].Take(term.Item2)]),
            Claims = claims,
            Methods = methods,
            PriceMin = price.Item1,
            PriceMax = price.Item2,
            Currency = price.Item3,
            DaysMax = daysMax,
            Sort = sort,
            Facets = Facets,
            NearMisses = 15,
            ServesFor = equivalents ? new Dictionary<string, IReadOnlyList<string>> { ["iso-9001"] = ["gb-t-19001", "nowhere-claimed"], ["never-seen"] = ["iso-9001"] } : null,
        };

    public static Gen<IndexQuery> WithText(DateOnly today) =>
        from query in WithoutText(today)
        from clauses in One([.. SyntheticWords.Topics.Concat(SyntheticWords.Phrases).SelectMany(words => new[] { words.Zh, words.En }), "GB/T 17025.2", "检测", "x", ""])
            .Array[1, 2].Array[1, 2]
        select (query with { Text = new TextQuery(clauses), Terms = query.Terms.Take(1).ToDictionary(), Methods = [] });

    public static Gen<IndexQuery> Any(DateOnly today) => Gen.OneOf(WithoutText(today), WithText(today));

    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string[]> Some(params string[] values) => Gen.Frequency((2, Gen.Const(Array.Empty<string>())), (1, One(values).Array[1, 2]));
}
