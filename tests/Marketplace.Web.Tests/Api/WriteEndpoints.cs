using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Web.Api;

/// <summary>Every endpoint of the API that reads a body, as routing knows them, so that a new one is tested without being listed.</summary>
internal static class WriteEndpoints
{
    public static IReadOnlyList<(HttpMethod Method, string Path)> Of(Site site) =>
    [
        .. from endpoint in site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
           let route = endpoint.RoutePattern.RawText!
           where route.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods
           select (new HttpMethod(method), "/" + Filled(route.TrimStart('/'))),
    ];

    private static string Filled(string route) =>
        string.Join('/', route.Split('/').Select((part, i) => !part.StartsWith('{') ? part : Id(route.Split('/')[i - 1])));

    private static string Id(string collection) =>
        (collection switch { "listings" => "lst_", "providers" => "prv_", _ => "crt_" }) + "00000000000000000000000000";
}
