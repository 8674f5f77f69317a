using Marketplace.Standards;

namespace Marketplace.Discovery.Search;

/// <summary>Why a claim to another document serves for the one asked: the documents on the way, the one asked first.</summary>
internal sealed record AcceptedChain(string Asked, IReadOnlyList<string> Via, string Degree, bool FromMemory);

/// <summary>A search as the index gets it, with what is needed to explain its hits.</summary>
internal sealed record SearchPlan(SearchRequest Request, IndexQuery Query, IReadOnlyDictionary<string, AcceptedChain> Chains);

/// <summary>Turns what a reader asks into what the index understands: words with synonyms, standards and methods with their equivalents.</summary>
internal sealed class PlanSearch(SearchVocabulary vocabulary, QueryWords words)
{
    private static readonly string[] claimFilters = ["standard", "permit", "evidence", "mark", "accreditor"];
    private static readonly string[] fixedFacets =
        ["class", "standard", "permit", "mark", "accreditor", "region", "providerSize", "language", "verdict", "basis", "days", "price"];
    private static readonly Dictionary<string, AcceptedChain> noChains = [];

    private readonly Equivalences equivalences = vocabulary.Catalogue.Equivalences;

    /// <summary>A standard → those that a claim to it serves for in full. IDT is read both ways, so it is the same either way round.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> servesFor = vocabulary.Catalogue.Standards
        .Select(s => (s.Id, Others: vocabulary.Catalogue.Equivalences.Satisfying(s.Id).Keys.ToArray()))
        .Where(s => s.Others.Length > 0).ToDictionary(s => s.Id, s => (IReadOnlyList<string>)s.Others);

    public SearchPlan For(SearchRequest request, DateOnly day, SortKeys? after, int nearMisses = 0, bool facets = true)
    {
        var chains = request.Equivalents ? Chains(request.Values("standard")) : noChains;
        var standards = request.Values("standard");
        var query = new IndexQuery
        {
            Day = day,
            Text = request.Text.Length == 0 ? null : words.Parse(request.Text),
            Terms = Terms(request),
            Claims = new ClaimFilter(
                chains.Count == 0 ? standards : [.. standards, .. chains.Keys], request.Values("permit"), request.Values("evidence"),
                request.Values("mark"), request.Values("accreditor")),
            ServesFor = request.Equivalents ? servesFor : null,
            Methods = Methods(request),
            Currency = request.Currency, PriceMin = request.PriceMin, PriceMax = request.PriceMax, DaysMax = request.DaysMax,
            Sort = request.Sort, Size = request.Size + 1, After = after, NearMisses = nearMisses,
            Facets = facets ? Facets(request) : [],
        };
        return new SearchPlan(request, query, chains);
    }

    /// <summary>The method in every way that will do.</summary>
    public MethodAsk Ask(string text, bool equivalents)
    {
        var match = vocabulary.Catalogue.FindMethod(text);
        var alternatives = new List<(string, string?)> { Form(match.Asked.Number, match.Asked.Edition) };
        foreach (var document in match.Candidates)
        {
            // A number found under another spelling of it is compared as the catalogue writes it.
            Add(alternatives, Form(document.Number, match.Asked.Edition is null ? null : document.Edition));
            if (!equivalents) continue;
            foreach (var other in equivalences.Satisfying(document.Id).Keys)
                if (vocabulary.Catalogue.Document(other) is { } equivalent) Add(alternatives, Form(equivalent.Number, equivalent.Edition));
        }

        return new MethodAsk(text, alternatives);
    }

    private Dictionary<string, AcceptedChain> Chains(IReadOnlyList<string> asked)
    {
        var chains = new Dictionary<string, AcceptedChain>();
        foreach (var standard in asked)
        {
            foreach (var (held, chain) in equivalences.Satisfying(standard))
            {
                if (!asked.Contains(held))
                    chains.TryAdd(held, new AcceptedChain(standard, [.. chain.Steps.Select(s => s.From)], chain.Degree, chain.FromMemory));
            }
        }

        return chains;
    }

    private static Dictionary<string, IReadOnlyList<string>> Terms(SearchRequest request)
    {
        var terms = new Dictionary<string, IReadOnlyList<string>>(request.Filters.Count);
        foreach (var (name, values) in request.Filters)
        {
            if (name == "serves") terms[name] = [.. values.Concat(values.Where(v => v.Length > 2).Select(v => v[..2])).Distinct()];
            else if (name != "method" && Array.IndexOf(claimFilters, name) < 0) terms[name] = values;
        }

        return terms;
    }

    private MethodAsk[] Methods(SearchRequest request) =>
        request.Values("method") is { Count: > 0 } asked ? [.. asked.Select(text => Ask(text, request.Equivalents))] : [];

    private string[] Facets(SearchRequest request) =>
        request.Values("class") is { Count: > 0 } chosen
            ? [.. fixedFacets, .. vocabulary.FacetsOf(chosen).Select(key => SearchParameters.FacetPrefix + key)]
            : fixedFacets;

    private static (string, string?) Form(string number, string? edition) =>
        (MethodNumber.Comparable(number), edition is null ? null : MethodNumber.Comparable(edition));

    private static void Add(List<(string, string?)> alternatives, (string, string?) one)
    {
        if (!alternatives.Contains(one)) alternatives.Add(one);
    }
}
