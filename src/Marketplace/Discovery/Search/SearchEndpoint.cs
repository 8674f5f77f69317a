using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Discovery.Search;

/// <summary><c>GET /api/v1/search</c></summary>
internal sealed class SearchEndpoint(SearchParameters parameters, SearchListings search, SearchExplaining explaining, SearchJson json, MarketClock clock)
{
    public async Task Run(HttpContext http)
    {
        if (!parameters.Read(http.Request.Query, Languages.Current).Is(out var request, out var refusal)
            || !(await search.Run(request, clock.Today, missesWhenEmpty: false, http.RequestAborted)).Is(out var answer, out refusal))
        {
            await ApiProblem.Of(refusal).Write(http);
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        json.Write(http.Response.BodyWriter, answer, explaining.Why(answer.Plan));
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
