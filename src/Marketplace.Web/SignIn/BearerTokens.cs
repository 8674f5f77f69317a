using System.Security.Claims;
using Marketplace.Identity;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Marketplace.Web.SignIn;

/// <summary>
/// Access tokens on the API: of the mounted server, or of the authority that stands in for it. Issuer, audience, time, type and algorithm are checked,
/// and the signature by the keys that the issuer publishes; then, whose client it is. A request that brings one is judged by it alone: a cookie that
/// comes along plays no part.
/// </summary>
internal static class BearerTokens
{
    public const string Scheme = "token";

    private const string Prefix = "Bearer";
    private static readonly TimeSpan clocksDiffer = TimeSpan.FromSeconds(30);

    public static bool IsSent(HttpContext http) => http.Request.Path.StartsWithSegments("/api")
        && http.Request.Headers.Authorization.Any(it => it is not null && it.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && it.AsSpan(Prefix.Length) is [] or [' ', ..]);

    /// <param name="types">The values of <c>typ</c> that are taken, as RFC 9068 has them; a foreign authority may say less.</param>
    public static void Configure(JwtBearerOptions options, params string[] types)
    {
        options.MapInboundClaims = false;
        var checks = options.TokenValidationParameters;
        (checks.ValidTypes, checks.ValidAlgorithms) = (types, MarketClient.Algorithms);
        (checks.RequireExpirationTime, checks.RequireSignedTokens, checks.RequireAudience, checks.ClockSkew) = (true, true, true, clocksDiffer);
        options.Events = new JwtBearerEvents { OnTokenValidated = Take };
    }

    /// <summary>Of the mounted server: for the API of the address by which it is asked.</summary>
    public static void AtMounted(JwtBearerOptions options, MountedMetadata metadata)
    {
        Configure(options, "at+jwt", "application/at+jwt");
        options.ConfigurationManager = metadata;
        options.TokenValidationParameters.AudienceValidator = (audiences, _, _) => audiences.Contains(ApiAudience.At(metadata.Address()), StringComparer.Ordinal);
    }

    private static async Task Take(TokenValidatedContext context)
    {
        var (said, services) = (context.Principal!, context.HttpContext.RequestServices);
        // Some authorities say in azp, scp or roles what RFC 9068 has in client_id and scope.
        var client = said.FindFirstValue("client_id") ?? said.FindFirstValue("azp") ?? "";
        var scopes = ((string[])["scope", "scp", "roles"]).SelectMany(said.FindAll).SelectMany(it => it.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (await services.GetRequiredService<ClientActs>().Find(client, scopes, context.HttpContext.RequestAborted) is { } actor)
            services.GetRequiredService<CurrentActor>().Is(actor);
        else context.Fail("The client is not known here, or was revoked.");
    }
}
