using Marketplace.Api;
using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery.Suggest;

/// <summary>Suggestions for what was typed so far.</summary>
public sealed record SuggestResponse(string Q, IReadOnlyList<Suggestion> Items);

/// <summary><c>GET /api/v1/suggest?q=</c></summary>
internal sealed class SuggestEndpoint(SuggestTerms suggest)
{
    public IResult Run(HttpContext http)
    {
        foreach (var (name, values) in http.Request.Query)
        {
            if (name != "q") return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [KnownParameters.Unknown(name)]));
            if (values.Count > 1) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [KnownParameters.Repeated(name)]));
        }

        var text = http.Request.Query["q"].ToString();
        if (CleanText.Check(text, "q", SearchParameters.LongestText) is { } problem) return ApiResults.Problem(new Refusal(RefusalKind.Invalid, [problem]));
        http.Response.Headers.CacheControl = "public, max-age=300";
        return ApiResults.Json(new SuggestResponse(text, suggest.Run(CleanText.Normalise(text))));
    }
}
