using System.Buffers.Text;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using Xunit;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Web.SignIn;

/// <summary>Two clients of the identity server that are none of this project's: one without a secret for people, one with a secret for itself.</summary>
internal sealed class TestClients(Site site)
{
    public const string Public = "reader";
    public const string Confidential = "machine";
    public const string Secret = "a secret of the machine, long enough";
    public const string Redirect = "https://client.example/callback";
    public const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123456789";

    public static string Challenge { get; } = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public HttpClient Http { get; } = site.Visitor();

    public static Dictionary<string, string> Authorization => new()
    {
        ["client_id"] = Public, ["redirect_uri"] = Redirect, ["response_type"] = "code", ["scope"] = "openid profile email offline_access",
        ["code_challenge"] = Challenge, ["code_challenge_method"] = "S256", ["state"] = "st", ["nonce"] = "no",
    };

    public static Dictionary<string, string> Exchange(string code) => new()
    {
        ["grant_type"] = "authorization_code", ["client_id"] = Public, ["redirect_uri"] = Redirect, ["code"] = code, ["code_verifier"] = Verifier,
    };

    public async Task Register()
    {
        using var scope = site.Services.CreateScope();
        var clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        if (await clients.FindByClientIdAsync(Public) is not null) return;
        await clients.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = Public, ClientType = ClientTypes.Public, ConsentType = ConsentTypes.Implicit,
            RedirectUris = { new Uri(Redirect) }, PostLogoutRedirectUris = { new Uri("https://client.example/out") },
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
        });
        await clients.CreateAsync(new OpenIddictApplicationDescriptor
        {
            ClientId = Confidential, ClientSecret = Secret, ClientType = ClientTypes.Confidential,
            Permissions = { Permissions.Endpoints.Token, Permissions.Endpoints.Introspection, Permissions.Endpoints.Revocation, Permissions.GrantTypes.ClientCredentials },
        });
    }

    public static string Address(Dictionary<string, string> parameters) =>
        "/connect/authorize?" + string.Join('&', parameters.Select(it => $"{Uri.EscapeDataString(it.Key)}={Uri.EscapeDataString(it.Value)}"));

    /// <summary>What came back to the client's address: its parameters.</summary>
    public static System.Collections.Specialized.NameValueCollection Came(Someone who)
    {
        Assert.StartsWith("/callback?", who.At, StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(who.At["/callback".Length..]);
    }

    /// <summary>A code for somebody who is signed in at the server.</summary>
    public async Task<string> Code(Someone who)
    {
        await who.Opens(Address(Authorization));
        return Came(who)["code"]!;
    }

    public async Task<JsonNode> Tokens(Someone who) => await Taken(Exchange(await Code(who)));

    public async Task<JsonNode> Taken(Dictionary<string, string> request)
    {
        var answer = await Ask("/connect/token", request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    public async Task<string> Refused(Dictionary<string, string> request, string path = "/connect/token")
    {
        var answer = await Ask(path, request);
        Assert.InRange((int)answer.StatusCode, 400, 401);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["error"]!;
    }

    public Task<HttpResponseMessage> Ask(string path, Dictionary<string, string> request) => Http.PostAsync(path, new FormUrlEncodedContent(request));

    public async Task<HttpResponseMessage> UserInfo(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        if (token is not null) request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await Http.SendAsync(request);
    }
}
