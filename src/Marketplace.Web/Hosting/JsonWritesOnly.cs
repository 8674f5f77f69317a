using Marketplace.Api;
using Marketplace.Vocabulary;

namespace Marketplace.Web.Hosting;

/// <summary>
/// A form of a foreign page can send a reader's cookie along, but no JSON: a write to the API that is not declared as JSON,
/// is refused before anything is looked at. One without any body passes: where it would do something, it must name a version, which no form can.
/// </summary>
internal sealed class JsonWritesOnly(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        var request = http.Request;
        var writes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && !HttpMethods.IsOptions(request.Method);
        if (!writes || !request.Path.StartsWithSegments("/api") || http.GetEndpoint() is not RouteEndpoint || ApiBody.IsJson(request) || IsBareCommand(request)) return next(http);

        return ApiProblem.Of(Refusal.Because(RefusalKind.MediaType, "media_type",
            "写操作须声明 Content-Type: application/json。", "A write must be declared as Content-Type: application/json.", "Content-Type")).Write(http);
    }

    private static bool IsBareCommand(HttpRequest request) =>
        request is { ContentType: null, ContentLength: null or 0 }
        && !request.Headers.ContainsKey("Transfer-Encoding");
}
