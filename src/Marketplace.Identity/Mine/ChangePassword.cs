using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Mine;

/// <summary>Another password, by the one there is; all other sessions end with it.</summary>
internal sealed class ChangePassword(
    UserManager<Account> accounts, PasswordCheck passwords, SignInThrottle throttle, AccountSessions sessions, AccountMails mails, AccountLog log)
{
    public async Task<Outcome<Account>> Run(HttpContext http, SignedIn who, string? current, string? password)
    {
        var account = who.Account;
        var network = Visitor.Of(http).Network;
        if (throttle.Wait(account.Email!, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        if (!await passwords.Run(account, current ?? ""))
        {
            throttle.Failed(account.Email!, network);
            return Refusal.Because(RefusalKind.Invalid, "wrong_password", "当前密码不正确。", "The present password is not right.", "current");
        }

        if (PasswordRules.Check(password, "password", account.TwoFactorEnabled, account.Email) is { } weak) return new Refusal(RefusalKind.Invalid, [weak]);
        account.NeedsSecondFactor = PasswordRules.NeedsSecondFactor(password!);
        if (!(await accounts.ChangePasswordAsync(account, current!, password!)).Succeeded)
            return ChangeProfile.Stale();
        await sessions.EndOthers(account.Id, who.Session.Id);
        await log.Add(account, Happening.PasswordChanged);
        mails.Changed(http, account, "password");
        return account;
    }
}
