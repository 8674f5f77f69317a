using Marketplace.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Api;

/// <summary>What an endpoint wants of a token.</summary>
/// <param name="Scope">Null where any token that holds will do: the endpoint tells everybody the same.</param>
public sealed record NeededScope(ApiScope? Scope);

/// <summary>
/// Every endpoint of the API says which scope a token must have for it, or that any will do; one that says nothing is closed to tokens. People who are
/// signed in are not asked for scopes: their roles decide. That the bearer's organisation may do it is the use case's to check, as for anybody.
/// </summary>
public static class ApiScopes
{
    /// <summary>Scopes that a room contributes: they can be given to clients then.</summary>
    public static IServiceCollection AddApiScopes(this IServiceCollection services, params ApiScope[] scopes)
    {
        foreach (var scope in scopes) services.AddSingleton(scope);
        return services;
    }

    public static T Needs<T>(this T endpoint, ApiScope scope) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeededScope(scope));

    public static T NeedsNoScope<T>(this T endpoint) where T : IEndpointConventionBuilder => endpoint.WithMetadata(new NeededScope(null));
}
