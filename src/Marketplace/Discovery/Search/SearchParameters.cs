using System.Globalization;
using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery.Search;

/// <summary>
/// The one definition of what a search may be asked: names, order, and what each accepts. The API refuses what is not in it and names
/// the parameter; a page ignores it, because an old link should still lead somewhere.
/// </summary>
internal sealed class SearchParameters(SearchVocabulary vocabulary)
{
    public const int LongestText = 200;
    public const int LargestSize = 100;
    public const int MostValues = 50;
    public const long LargestAmount = 100_000_000_000_000;
    public const int MostDays = 2000;
    public const string FacetPrefix = "f.";

    /// <summary>Parameters that may be repeated, in the order in which addresses, sentences and chips name them.</summary>
    public static IReadOnlyList<string> Filters { get; } =
        ["class", "standard", "permit", "evidence", "method", "mark", "accreditor", "region", "serves", "providerSize", "language",
         "verdict", "basis", "days", "price"];

    /// <summary>Parameters that are given once.</summary>
    public static IReadOnlyList<string> Singles { get; } =
        ["q", "lang", "equivalents", "currency", "priceMin", "priceMax", "daysMax", "sort", "size", "cursor", "excluded"];

    private static readonly string[] sortNames = ["relevance", "price", "days", "newest"];

    public static IReadOnlyList<string> SortNames => sortNames;

    public static string SortName(SearchSort sort) => sortNames[(int)sort];

    public static bool IsKnown(string name) => Rank(name) >= 0 || Singles.Contains(name);

    /// <summary>Fixed filters in their order, then f.{key} in ordinal order.</summary>
    public static int Compare(string a, string b)
    {
        var (x, y) = (Rank(a), Rank(b));
        return x != y ? x.CompareTo(y) : string.CompareOrdinal(a, b);
    }

    /// <summary>Reads what the API was asked; the first thing that does not hold is named.</summary>
    public Outcome<SearchRequest> Read(IQueryCollection query, Language language)
    {
        var problems = new List<Problem>();
        var request = Read(query, language, problems);
        return problems.Count == 0 ? request : new Refusal(RefusalKind.Invalid, [.. problems.Take(KnownParameters.MostProblems)]);
    }

    /// <summary>Reads what a page was asked, leaving out what does not hold.</summary>
    public SearchRequest ReadLeniently(IQueryCollection query, Language language) => Read(query, language, []) with { Language = language };

    private SearchRequest Read(IQueryCollection query, Language language, List<Problem> problems)
    {
        var request = new SearchRequest { Language = language };
        List<SearchFilter>? filters = null;
        foreach (var (name, given) in query)
        {
            if (Rank(name) >= 0)
            {
                if (FilterOf(name, given, problems) is { } filter) (filters ??= []).Add(filter);
            }
            else if (!Singles.Contains(name))
            {
                problems.Add(KnownParameters.Unknown(name));
            }
            else if (given.Count > 1)
            {
                problems.Add(KnownParameters.Repeated(name));
            }
            else
            {
                request = Single(request, name, given.ToString(), problems);
            }
        }

        if (request is { PriceMin: { } min, PriceMax: { } max } && min > max)
        {
            // A program that reverses them means something else than it says; a reader who typed them so means the range between them.
            problems.Add(new Problem("reversed_range", new Bilingual("priceMin 不能大于 priceMax。", "priceMin may not be above priceMax."), "priceMin"));
            request = request with { PriceMin = max, PriceMax = min };
        }

        if (filters is null) return request;
        filters.Sort((a, b) => Compare(a.Name, b.Name));
        return request with { Filters = filters };
    }

    private SearchFilter? FilterOf(string name, Microsoft.Extensions.Primitives.StringValues given, List<Problem> problems)
    {
        if (given.Count > MostValues)
        {
            problems.Add(new Problem("too_many", new Bilingual($"最多 {MostValues} 个取值。", $"At most {MostValues} values."), KnownParameters.Shown(name)));
            return null;
        }

        if (!vocabulary.Knows(name))
        {
            problems.Add(KnownParameters.Unknown(name));
            return null;
        }

        List<string>? values = null;
        foreach (var value in given)
        {
            if (vocabulary.Accepts(name, value ?? ""))
            {
                if (values is null || !values.Contains(value!)) (values ??= []).Add(value!);
            }
            else
            {
                problems.Add(new Problem("unknown_value", new Bilingual("此参数没有这个取值。", "This parameter has no such value."), name));
            }
        }

        return values is null ? null : new SearchFilter(name, values);
    }

    private static SearchRequest Single(SearchRequest request, string name, string value, List<Problem> problems)
    {
        switch (name)
        {
            case "q" when CleanText.Check(value, "q", LongestText) is { } problem: problems.Add(problem); break;
            case "q": return request with { Text = CleanText.Normalise(value) };
            case "lang" when value is "zh" or "en": return request with { Language = value == "zh" ? Language.Zh : Language.En };
            case "equivalents" when Flag(value, out var on): return request with { Equivalents = on };
            case "excluded" when Flag(value, out var on): return request with { Excluded = on };
            case "currency" when value.Length == 3 && value.All(char.IsAsciiLetterUpper): return request with { Currency = value };
            case "priceMin" when Number(value, LargestAmount, out var n): return request with { PriceMin = n };
            case "priceMax" when Number(value, LargestAmount, out var n): return request with { PriceMax = n };
            case "daysMax" when Number(value, MostDays, out var n): return request with { DaysMax = (int)n };
            case "sort" when Array.IndexOf(sortNames, value) is >= 0 and var sort: return request with { Sort = (SearchSort)sort };
            case "size" when Number(value, LargestSize, out var n) && n > 0: return request with { Size = (int)n };
            // Whether it is one of ours is seen when it is opened; a page must not take a broken one for the first page.
            case "cursor" when value.Length > 0: return request with { Cursor = value };
            default: problems.Add(new Problem("bad_value", new Bilingual("此参数的取值不对。", "This parameter does not take that value."), name)); break;
        }

        return request;
    }

    private static bool Flag(string value, out bool on)
    {
        on = value == "true";
        return on || value == "false";
    }

    private static bool Number(string value, long most, out long number) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;

    private static int Rank(string name)
    {
        for (var i = 0; i < Filters.Count; i++)
            if (Filters[i] == name) return i;
        return name.StartsWith(FacetPrefix, StringComparison.Ordinal) ? Filters.Count : -1;
    }
}
