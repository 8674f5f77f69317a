using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignIn;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Mine;

/// <summary>Another password, by the one there is; all other sessions end with it.</summary>
internal sealed class ChangePassword(
    UserManager<Account> accounts, PasswordCheck passwords, SignInThrottle throttle, AccountSessions sessions, AccountMails mails, AccountLog log, StrongHasher hasher, IdentityDb db)
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
        (account.NeedsSecondFactor, account.PasswordHash) = (PasswordRules.NeedsSecondFactor(password!), hasher.HashPassword(account, password!));
        var isChanged = await db.Together(async () =>
        {
            if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded) return false;
            await sessions.EndOthers(account, who.Session.Id);
            await log.Add(account, Happening.PasswordChanged);
            return true;
        });
        if (!isChanged) return ChangeProfile.Stale();
        mails.Changed(http, account, "password");
        return account;
    }
}
