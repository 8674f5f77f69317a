using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.SignIn;

/// <summary>The second step after a right password: a code of the authenticator app, or one of the recovery codes. Each is taken once.</summary>
internal sealed class SignInWithCode(IdentityDb db, Authenticator authenticator, SignInThrottle throttle, AccountSessions sessions, AccountLog log)
{
    public async Task<Outcome<Account>> Run(HttpContext http, string? code)
    {
        if (await AccountCookie.Pending(http) is not { } id || await db.Users.FindAsync(id) is not { TwoFactorEnabled: true, AuthenticatorKey: not null } account)
            return Refusal.Because(RefusalKind.Conflict, "not_pending", "登录步骤已过期，请重新输入密码。", "This took too long. Enter your password again.");

        // Guesses at codes are counted apart from those at the password, for the password has just been right.
        var (tries, network) = ($"code:{account.Id}", Visitor.Of(http).Network);
        if (throttle.Wait(tries, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        if (!await db.Together(() => Takes(http, account, code)))
        {
            throttle.Failed(tries, network);
            await log.Add(account, Happening.SignInFailed);
            return Refusal.Because(RefusalKind.Invalid, "wrong_code", "验证码不正确，或已用过。", "The code is not right, or was used before.", "code");
        }

        throttle.Succeeded(tries, network);
        await AccountCookie.EndPending(http);
        return account;
    }

    /// <summary>A code is used up by a sign-in and by nothing else.</summary>
    private async Task<bool> Takes(HttpContext http, Account account, string? code)
    {
        if (await TakesCode(account, code))
        {
            await sessions.Begin(http, account, "pwd otp mfa");
            return true;
        }

        if (!await TakesRecovery(account, code)) return false;
        await log.Add(account, Happening.RecoveryCodeUsed);
        await sessions.Begin(http, account, "pwd mfa");
        return true;
    }

    /// <summary>By a statement that only one of two at once can win, so that no code is taken twice.</summary>
    private async Task<bool> TakesCode(Account account, string? code)
    {
        if (authenticator.StepOf(account.AuthenticatorKey!, code, account.AuthenticatorStep) is not { } step) return false;
        return await db.Users.Where(it => it.Id == account.Id && it.AuthenticatorStep < step).ExecuteUpdateAsync(set => set.SetProperty(it => it.AuthenticatorStep, step)) == 1;
    }

    private async Task<bool> TakesRecovery(Account account, string? code)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > 64) return false;
        var hash = RecoveryCode.Of(account.Id, code).Hash;
        return await db.RecoveryCodes.Where(it => it.AccountId == account.Id && it.Hash == hash).ExecuteDeleteAsync() == 1;
    }
}
