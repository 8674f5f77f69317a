using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Api;

public static class Refusals
{
    /// <summary>Says in the API's description with which statuses an endpoint answers problem details.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.Produces<ApiProblem>(status, "application/problem+json");
        return endpoint;
    }
}
