using System.Diagnostics.CodeAnalysis;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Identity.SignIn;

/// <summary>
/// Setting <c>Site:Address</c>: where the site is found from outside. It is what the site goes by, whatever a request says, for links in mails,
/// the issuer of sign-ins and the addresses that may be returned to; so outside Development it must be set, and begin with https.
/// </summary>
public static class SiteAddress
{
    public const string Setting = "Site:Address";

    /// <summary>The address by which a request came: the site's own, where it is set.</summary>
    public static string Of(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>Null in Development where it is not set: there a site goes by the address of each request.</summary>
    public static Uri? Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var given = configuration[Setting];
        if (string.IsNullOrWhiteSpace(given)) return environment.IsDevelopment() ? null : throw new SettingException(
            $"{Setting} must say where this site is found from outside, such as https://market.example: sign-ins and links in mails go by it.");
        if (!TryParse(given, environment, out var address))
            throw new SettingException($"{Setting} is \"{given}\"; it must be an address without a path, such as https://market.example.");
        return address;
    }

    /// <summary>Whether a text is the address of a site: without a path or anything after it, and https outside Development.</summary>
    public static bool TryParse(string given, IHostEnvironment environment, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(given, UriKind.Absolute, out address) && (address.Scheme == "https" || (address.Scheme == "http" && environment.IsDevelopment()))
        && address.PathAndQuery == "/" && address.Fragment.Length == 0 && address.UserInfo.Length == 0;
}
