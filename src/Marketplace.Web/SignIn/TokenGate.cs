using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Authentication;

namespace Marketplace.Web.SignIn;

/// <summary>
/// A request whose token does not hold is not taken for a visitor's: it is refused, with what RFC 6750 wants a client to be told. One whose token lacks
/// the scope of the endpoint, too; and an endpoint that names none is closed to tokens.
/// </summary>
internal sealed class TokenGate(RequestDelegate next)
{
    public Task Invoke(HttpContext http)
    {
        if (!BearerTokens.IsSent(http)) return next(http);
        if (http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult is not { Succeeded: true }) return Refuse(http, Unidentified(), "error=\"invalid_token\"");
        if (http.GetEndpoint() is not RouteEndpoint endpoint) return next(http);

        var needed = endpoint.Metadata.GetMetadata<NeededScope>();
        if (needed is { Scope: null } || needed?.Scope is { } scope && http.RequestServices.GetRequiredService<Identity.CurrentActor>().Value.Client!.Scopes.Contains(scope.Name)) return next(http);
        return Refuse(http, Lacks(needed?.Scope?.Name), needed is { Scope: { } lacking } ? $"error=\"insufficient_scope\", scope=\"{lacking.Name}\"" : "error=\"insufficient_scope\"");
    }

    private static Task Refuse(HttpContext http, Refusal refusal, string why)
    {
        http.Response.Headers.WWWAuthenticate = $"Bearer {why}";
        return ApiProblem.Of(refusal).Write(http);
    }

    private static Refusal Unidentified() => Refusal.Because(RefusalKind.Unidentified, "invalid_token",
        "访问令牌无效、已过期，或其客户端已被撤销。", "The access token does not hold, has expired, or its client was revoked.", "Authorization");

    private static Refusal Lacks(string? scope) => scope is null
        ? Refusal.Because(RefusalKind.Forbidden, "insufficient_scope", "此端点不接受访问令牌。", "This endpoint takes no access tokens.", "Authorization")
        : Refusal.Because(RefusalKind.Forbidden, "insufficient_scope", $"访问令牌缺少权限 {scope}。", $"The access token lacks the scope {scope}.", "Authorization");
}
