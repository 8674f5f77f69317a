using System.Text.Json;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Marketplace.Api;

internal sealed class JsonAnswer<T>(T value, int status, long? version, string? location, string? state = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        if (location is not null) response.Headers.Location = location;
        if (version is { } v)
        {
            var tag = Versions.Tag(v, state);
            response.Headers.ETag = tag.ToString();
            response.Headers.CacheControl = "no-cache";
            if (HttpMethods.IsGet(httpContext.Request.Method) && Has(httpContext.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.StatusCode = status;
        response.ContentType = "application/json; charset=utf-8";
        await JsonSerializer.SerializeAsync(response.BodyWriter, value, MarketJson.Options, httpContext.RequestAborted);
    }

    private static bool Has(HttpRequest request, EntityTagHeaderValue tag) =>
        request.GetTypedHeaders().IfNoneMatch.Any(asked => asked.Equals(EntityTagHeaderValue.Any) || asked.Compare(tag, useStrongComparison: false));
}
