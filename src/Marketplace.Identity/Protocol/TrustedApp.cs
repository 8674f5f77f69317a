using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Marketplace.Identity.Server.Protocol;

/// <summary>
/// Setting <c>Authentication:Apps</c>: a program of others that people sign in to with their account of this server. The operator names it, and answers
/// for it: people are not asked for their consent, for it is as the site's own.
/// </summary>
/// <param name="Secret">Null for one that could not keep a secret, such as a program on a desk.</param>
public sealed record TrustedApp(string Id, string Name, string? Secret, IReadOnlyList<Uri> Redirects, IReadOnlyList<Uri> SignedOut)
{
    private const string Setting = "Authentication:Apps";

    // A program on a desk listens on a port that it is given when it starts (RFC 8252).
    private bool IsNative => Redirects.Any(it => it.IsLoopback || it.Scheme != "https");

    /// <summary>None where a foreign authority vouches for people: apps are its then.</summary>
    public static IReadOnlyList<TrustedApp> Read(IConfiguration configuration) =>
        IdentityServer.IsMounted(configuration) ? [.. configuration.GetSection(Setting).GetChildren().Select(Read)] : [];

    /// <summary>Where forms of accounts may lead on to, as a content security policy says it: browsers follow a form to nowhere else.</summary>
    public static IReadOnlyList<string> FormTargets(IConfiguration configuration) =>
        [.. Read(configuration).SelectMany(app => app.Redirects.Concat(app.SignedOut)).Select(Target).Distinct()];

    public OpenIddictApplicationDescriptor Describe()
    {
        var described = new OpenIddictApplicationDescriptor
        {
            ClientId = Id, ClientSecret = Secret, DisplayName = Name, ConsentType = ConsentTypes.Implicit,
            ClientType = Secret is null ? ClientTypes.Public : ClientTypes.Confidential, ApplicationType = IsNative ? ApplicationTypes.Native : ApplicationTypes.Web,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Email, Permissions.Scopes.Profile,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        described.RedirectUris.UnionWith(Redirects);
        described.PostLogoutRedirectUris.UnionWith(SignedOut);
        return described;
    }

    private static TrustedApp Read(IConfigurationSection section)
    {
        if (section["Id"] is not { Length: > 0 } id || id == OwnClient.Id || ApiClientId.TryParse(id, null, out _))
            throw new SettingException($"{section.Path}:Id must be a name of its own under which the app is known.");
        var redirects = Addresses(section, "Redirects");
        if (redirects.Count == 0) throw new SettingException($"{section.Path}:Redirects must name at least one address to return to.");
        return new TrustedApp(id, section["Name"] ?? id, section["Secret"] is { Length: > 0 } secret ? secret : null, redirects, Addresses(section, "SignedOut"));
    }

    private static List<Uri> Addresses(IConfigurationSection section, string name) =>
        [.. (section[name] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => IsOne(text, out var address) ? address
            : throw new SettingException($"{section.Path}:{name} names \"{text}\"; it takes https addresses, http ones of the local machine, and those of a scheme that is an app's own (com.example.app:/…), separated by spaces."))];

    /// <summary>A scheme of one's own has a dot in it, as a domain's owner has it.</summary>
    private static bool IsOne(string text, out Uri address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address!) && address.Fragment.Length == 0 && address.UserInfo.Length == 0
        && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true } || address.Scheme.Contains('.'));

    private static string Target(Uri address) => address switch
    {
        { Scheme: "http", IsLoopback: true } => $"http://{address.Host}:*",
        { Scheme: "https" } => address.GetLeftPart(UriPartial.Authority),
        _ => address.Scheme + ":",
    };
}
