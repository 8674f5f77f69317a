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
        var isOne = Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address.PathAndQuery == "/" && address.Fragment.Length == 0 && address.UserInfo.Length == 0;
        if (!isOne || (address!.Scheme != "https" && !environment.IsDevelopment()))
            throw new SettingException($"{Setting} is \"{given}\"; it must be an address without a path, such as https://market.example.");
        return address;
    }
}
