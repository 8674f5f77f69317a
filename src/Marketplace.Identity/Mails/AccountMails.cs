using System.Globalization;
using System.Net;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Identity.Server.Mails;

/// <summary>What accounts are written: in their language, as text and as HTML, with one link at most.</summary>
internal sealed class AccountMails(UserManager<Account> accounts, OutgoingMail outgoing, MailThrottle throttle)
{
    private static readonly ResourceManager words = new(typeof(Words));

    public async Task Confirm(HttpContext http, Account account)
    {
        if (throttle.Lets(account.Email!)) Send(http, account, "confirm", Link(http, "/account/confirm", account, await accounts.GenerateEmailConfirmationTokenAsync(account)));
    }

    public async Task Reset(HttpContext http, Account account)
    {
        if (throttle.Lets(account.Email!)) Send(http, account, "reset", Link(http, "/account/reset", account, await accounts.GeneratePasswordResetTokenAsync(account)));
    }

    /// <summary>Somebody signed up with an address that has an account: its owner is told, and the other learns nothing.</summary>
    public void AlreadyHere(HttpContext http, Account account)
    {
        if (throttle.Lets(account.Email!)) Send(http, account, "already", SiteAddress.Of(http) + "/account/sign-in");
    }

    /// <summary>Tells the owner of a change that somebody else might have made.</summary>
    public void Changed(HttpContext http, Account account, string what) => Send(http, account, what, SiteAddress.Of(http) + "/account");

    /// <summary>A token as it came back from a link; null where it is none.</summary>
    public static string? Token(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(code));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string Link(HttpContext http, string path, Account account, string token) =>
        $"{SiteAddress.Of(http)}{path}?account={account.Id}&code={WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(token))}";

    private void Send(HttpContext http, Account account, string what, string link)
    {
        var culture = CultureInfo.GetCultureInfo(account.Language == "zh" ? "zh-CN" : "en");
        string Word(string key) => words.GetString($"mail.{key}", culture) ?? throw new InvalidOperationException($"There is no word mail.{key}.");
        var (greeting, text, button, ending) = (string.Format(culture, Word("greeting"), account.Name), Word($"{what}.text"), Word($"{what}.link"), Word("ending"));
        var plain = $"{greeting}\n\n{text}\n\n{button}:\n{link}\n\n{ending}\n";
        var html = $"""
            <!DOCTYPE html><html lang="{(account.Language == "zh" ? "zh-Hans" : "en")}"><meta charset="utf-8"><title>{Html(Word($"{what}.subject"))}</title>
            <body><p>{Html(greeting)}</p><p>{Html(text)}</p><p><a href="{Html(link)}">{Html(button)}</a></p><p>{Html(ending)}</p></body></html>
            """;
        outgoing.Add(new Mail(MessageId(http, what, link + account.SecurityStamp), account.Email!, Word($"{what}.subject"), plain, html));
    }

    private static string MessageId(HttpContext http, string what, string about)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16));
        var host = Uri.CheckHostName(http.Request.Host.Host) == UriHostNameType.Dns ? http.Request.Host.Host : "localhost";
        return $"account-{what}-{hash}@{host}";
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
