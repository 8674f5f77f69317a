using Marketplace.Api;
using Marketplace.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Web.OpenApi;

/// <summary>Says how one proves who one is, and of each operation what it takes: a token with its scope, the cookie of a browser, or nothing.</summary>
internal static class SecuritySchemes
{
    private const string Token = "token";
    private const string Session = "session";

    public static Task Declare(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        var services = context.ApplicationServices;
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = services.GetRequiredService<MappedClients>().Authority is { } authority
                ? new OpenApiSecurityScheme { Type = SecuritySchemeType.OpenIdConnect, OpenIdConnectUrl = new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"), Description = "An access token of a client, as a Bearer token." }
                : new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.OAuth2, Description = "An access token of a client that an organisation made, as a Bearer token. It holds for ten minutes.",
                    Flows = new OpenApiOAuthFlows
                    {
                        ClientCredentials = new OpenApiOAuthFlow
                        {
                            TokenUrl = new Uri("/connect/token", UriKind.Relative), Scopes = services.GetServices<ApiScope>().ToDictionary(it => it.Name, it => it.Means.En!),
                        },
                    },
                },
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = "__Host-session", Description = "The cookie of somebody signed in with a browser." },
        };
        return Task.CompletedTask;
    }

    public static Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededScope>().LastOrDefault()?.Scope;
        operation.Security = [Requires(Token, context, scope is null ? [] : [scope.Name]), Requires(Session, context)];
        // What only reads, visitors may ask as well; they see what is public.
        if (scope?.Name.EndsWith(ApiScope.WriteSuffix, StringComparison.Ordinal) != true) operation.Security.Insert(0, []);
        return Task.CompletedTask;
    }

    private static OpenApiSecurityRequirement Requires(string scheme, OpenApiOperationTransformerContext context, params List<string> scopes) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = scopes };
}
