using Marketplace.Discovery.Indexing;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Coverage;

/// <summary>A listing held against the pasted lines.</summary>
internal sealed record CoverageHit(SearchDocument Document, int Covered, int Flexible, IReadOnlyList<LineCoverage> Lines);

internal sealed record CoverageAnswer(SearchPlan Plan, IReadOnlyList<TestLine> Lines, IReadOnlyList<CoverageHit> Hits, int Total, bool Degraded)
{
    /// <summary>The lines that were understood, out of which hits are counted.</summary>
    public int Of { get; } = Lines.Count(line => line.IsResolved);
}

/// <summary>Which listings cover a list of tests, and how many of them.</summary>
internal sealed class FindCoverage(ISearchIndex index, ResolveLines resolve, PlanSearch plans, IndexState state)
{
    public const int MostLines = 50;

    /// <summary>Listings looked at: those that cover anything at all of the list, within the other filters.</summary>
    private const int MostListings = 5000;

    public async Task<Outcome<CoverageAnswer>> Run(IReadOnlyList<string> pasted, SearchRequest request, DateOnly day, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var texts = new List<string>();
        for (var i = 0; i < pasted.Count; i++)
        {
            var text = pasted[i].Trim();
            if (text.Length == 0) continue;
            if (CleanText.Check(text, $"lines[{i}]", SearchParameters.LongestText) is { } problem) problems.Add(problem);
            else texts.Add(text);
        }

        if (texts.Count == 0 && problems.Count == 0) problems.Add(new Problem("required", new Bilingual("请每行写一项检测。", "Write one test a line."), "lines"));
        if (texts.Count > MostLines) problems.Add(new Problem("too_many", new Bilingual($"最多 {MostLines} 行。", $"At most {MostLines} lines."), "lines"));
        if (problems.Count > 0) return new Refusal(RefusalKind.Invalid, problems);

        var lines = texts.ConvertAll(text => resolve.Run(text, request.Equivalents));
        var plan = plans.For(request, day, after: null, facets: false);
        var found = await Candidates(lines, plan.Query, cancel);
        var hits = found.Values.Select(document => Hit(document, lines, day)).Where(hit => hit.Covered + hit.Flexible > 0)
            .OrderByDescending(hit => hit.Covered + hit.Flexible).ThenByDescending(hit => hit.Covered)
            .ThenBy(hit => hit.Document.Id.Value, StringComparer.Ordinal).ToList();
        return new CoverageAnswer(plan, lines, hits.Count > request.Size ? hits.GetRange(0, request.Size) : hits, hits.Count, state.IsCatchingUp || index.IsStandIn);
    }

    /// <summary>Listings that may cover a line: by any of the methods, and by words for the lines that name only a parameter.</summary>
    private async Task<Dictionary<ListingId, SearchDocument>> Candidates(List<TestLine> lines, IndexQuery query, CancellationToken cancel)
    {
        var found = new Dictionary<ListingId, SearchDocument>();
        var methods = lines.Where(line => line is { IsResolved: true, Method: not null }).SelectMany(line => line.Method!.Alternatives).Distinct().ToList();
        if (methods.Count > 0)
            await Take(query with { Methods = [.. query.Methods, new MethodAsk("any of the list", methods)] });
        var words = lines.Where(line => line is { IsResolved: true, Method: null }).SelectMany(line => line.Parameters).Distinct().ToList();
        if (words.Count > 0)
            await Take(query with { Text = new TextQuery([.. query.Text?.Clauses ?? [], words]) });
        return found;

        async Task Take(IndexQuery one)
        {
            foreach (var document in await index.All(one, MostListings, cancel)) found.TryAdd(document.Id, document);
        }
    }

    private static CoverageHit Hit(SearchDocument document, List<TestLine> lines, DateOnly day)
    {
        var (covered, flexible) = (0, 0);
        var said = new LineCoverage[lines.Count];
        for (var i = 0; i < said.Length; i++)
        {
            said[i] = LineCoverage.Of(lines[i], document, day);
            if (said[i].Status == LineStatus.Covered) covered++;
            else if (said[i].Status == LineStatus.Flexible) flexible++;
        }

        return new CoverageHit(document, covered, flexible, said);
    }
}
