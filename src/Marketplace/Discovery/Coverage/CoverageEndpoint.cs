using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Api;
using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Marketplace.Discovery.Coverage;

/// <summary>A list of tests, one a line, and beside it any parameter of search: a value or a list of values.</summary>
public sealed class CoverageBody
{
    public required IReadOnlyList<string> Lines { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Parameters { get; init; } = [];
}

public sealed record UnderstoodLine(string? Method, string? Edition, IReadOnlyList<string> Parameters);

public sealed record AskedBack(string Value, Bilingual Label);

/// <param name="Resolved">Null where the line can mean several things; then <paramref name="Candidates"/> holds them.</param>
public sealed record CoverageLine(string Text, UnderstoodLine? Resolved, IReadOnlyList<AskedBack> Candidates);

public sealed record CoveringRow(string Method, string? Edition, string? AccreditedEdition, string Parameter, string Object, bool Flexible);

/// <param name="Status">covered, flexible, notCovered or ambiguous.</param>
public sealed record CoverageOfLine(string Status, CoveringRow? Row);

public sealed record CoverageProvider(ProviderId Id, Bilingual Name, string Region);

public sealed record CoverageListing(ListingId Id, Bilingual Title, CoverageProvider Provider, string Class, Verdict? Verdict, Basis? Basis);

public sealed record CoverageItem(CoverageListing Listing, int Covered, int Of, IReadOnlyList<CoverageOfLine> Lines);

public sealed record CoverageResponse(IReadOnlyList<CoverageLine> Lines, int Total, IReadOnlyList<CoverageItem> Items, bool Degraded);

/// <summary><c>POST /api/v1/coverage</c>; it stores nothing.</summary>
internal sealed class CoverageEndpoint(SearchParameters parameters, FindCoverage coverage, SearchVocabulary vocabulary, MarketClock clock)
{
    private static readonly string[] withoutMeaning = ["sort", "cursor", "excluded"];
    private static readonly string[] numbers = ["priceMin", "priceMax", "daysMax", "size"];

    public async Task<IResult> Run(HttpContext http)
    {
        if (!(await ApiBody.Read<CoverageBody>(http)).Is(out var body, out var refusal)) return ApiResults.Problem(refusal);
        var query = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        foreach (var (name, value) in body.Parameters)
        {
            if (!SearchParameters.IsKnown(name) || withoutMeaning.Contains(name))
                return ApiResults.Problem(Refusal.Because(RefusalKind.Invalid, "unknown_member", "没有这个成员。", "There is no such member.", KnownParameters.Shown(name)));
            if (Values(name, value) is not { } values)
                return ApiResults.Problem(Refusal.Because(RefusalKind.Invalid, "bad_value", "此成员的取值不对。", "This member does not take that value.", name));
            query[name] = values;
        }

        if (!parameters.Read(new QueryCollection(query), Languages.Current).Is(out var request, out refusal)
            || !(await coverage.Run(body.Lines, request, clock.Today, http.RequestAborted)).Is(out var answer, out refusal))
            return ApiResults.Problem(refusal);
        return ApiResults.Json(Response(answer));
    }

    /// <summary>The member in the form an address gives it, where it is of the type that the parameter has.</summary>
    private static StringValues? Values(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when numbers.Contains(name) => value.GetRawText(),
        JsonValueKind.True or JsonValueKind.False when name == "equivalents" => value.GetRawText(),
        JsonValueKind.String when !numbers.Contains(name) && name != "equivalents" => value.GetString(),
        JsonValueKind.Array when value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) && value.GetArrayLength() > 0 =>
            new StringValues([.. value.EnumerateArray().Select(e => e.GetString())]),
        _ => (StringValues?)null,
    };

    private CoverageResponse Response(CoverageAnswer answer) => new(
        [.. answer.Lines.Select(Line)], answer.Total,
        [.. answer.Hits.Select(hit => new CoverageItem(Listing(hit.Document, answer.Plan.Query.Day), hit.Covered + hit.Flexible, answer.Of, [.. hit.Lines.Select(Line)]))],
        answer.Degraded);

    private static CoverageLine Line(TestLine line) => new(line.Text,
        line.IsResolved ? new UnderstoodLine(line.Designation, line.Method?.Alternatives[0].Edition, line.Parameters) : null,
        [.. line.Candidates.Select(c => new AskedBack(c.Value, c.Label))]);

    /// <summary>The index knows methods in the form in which they are compared; a reader gets the number as it is written.</summary>
    private CoverageOfLine Line(LineCoverage line) => new(
        JsonNamingPolicy.CamelCase.ConvertName(line.Status.ToString()),
        line.Row is { } row ? new CoveringRow(vocabulary.LabelOf(SearchVocabulary.MethodNumberLabel, row.Method).En!, row.Edition, row.LineEdition, row.Parameter, row.Object, row.Flexible) : null);

    private static CoverageListing Listing(SearchDocument document, DateOnly day)
    {
        var span = document.SpanOn(day);
        return new(document.Id, document.Title, new(document.Provider, document.ProviderName, document.Region), document.Class, span?.Verdict, span?.Basis);
    }
}
