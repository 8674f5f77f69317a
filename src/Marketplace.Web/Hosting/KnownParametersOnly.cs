using Marketplace.Api;

namespace Marketplace.Web.Hosting;

/// <summary>Holds every endpoint of the API to the parameters it takes; pages ignore what they do not know, so that old links still lead somewhere.</summary>
internal sealed class KnownParametersOnly(RequestDelegate next)
{
    public Task Invoke(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/api") && KnownParameters.Check(http) is { } refusal ? ApiProblem.Of(refusal).Write(http) : next(http);
}
