using System.Text;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Identity.Server.Mails;

/// <summary>What accounts are written: in their language, as text and as HTML, with one link at most.</summary>
internal sealed class AccountMails(UserManager<Account> accounts, OutgoingMail outgoing, MailThrottle throttle)
{
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

    /// <summary>Asks whoever reads the present address whether it may change.</summary>
    public void AddressOld(HttpContext http, Account account, string wanted, string link)
    {
        if (throttle.Lets(account.Email!)) Send(http, account, "address_old", link, about: wanted);
    }

    /// <summary>Asks whoever reads the new address whether the account is theirs.</summary>
    public void AddressNew(HttpContext http, Account account, string wanted, string link)
    {
        if (throttle.Lets(wanted)) Send(http, account, "address_new", link, wanted, wanted);
    }

    public void AddressChanged(HttpContext http, Account account, string to) => Send(http, account, "address_done", SiteAddress.Of(http) + "/account", to, account.Email!);

    public void Erased(HttpContext http, Account account) => Send(http, account, "erased", SiteAddress.Of(http) + "/");

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

    /// <param name="to">Where it goes, if not to the account's own address.</param>
    /// <param name="about">What stands for <c>{0}</c> in the text.</param>
    private void Send(HttpContext http, Account account, string what, string link, string? to = null, string? about = null)
    {
        var host = Uri.CheckHostName(http.Request.Host.Host) == UriHostNameType.Dns ? http.Request.Host.Host : "localhost";
        outgoing.Add(AccountLetter.Of(what, account, link, to ?? account.Email!, about, host));
    }
}
