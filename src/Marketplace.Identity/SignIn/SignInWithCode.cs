using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.SignIn;

/// <summary>The second step after a right password.</summary>
internal sealed class SignInWithCode(IdentityDb db, TakeCode codes, SignInThrottle throttle, AccountSessions sessions, AccountLog log)
{
    public async Task<Outcome<Account>> Run(HttpContext http, string? code)
    {
        if (await AccountCookie.Pending(http) is not { } id || await db.Users.FindAsync(id) is not { TwoFactorEnabled: true, AuthenticatorKey: not null } account)
            return Refusal.Because(RefusalKind.Conflict, "not_pending", "登录步骤已过期，请重新输入密码。", "This took too long. Enter your password again.");

        // Guesses at codes are counted apart from those at the password, for the password has just been right.
        var (tries, network) = (Tries(account), Visitor.Of(http).Network);
        if (throttle.Wait(tries, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        if (!await db.Together(() => Takes(http, account, code)))
        {
            throttle.Failed(tries, network);
            await log.Add(account, Happening.SignInFailed);
            return WrongCode();
        }

        throttle.Succeeded(tries, network);
        await AccountCookie.EndPending(http);
        return account;
    }

    public static string Tries(Account account) => $"code:{account.Id}";

    public static Refusal WrongCode() => Refusal.Because(RefusalKind.Invalid, "wrong_code", "验证码不正确，或已用过。", "The code is not right, or was used before.", "code");

    /// <summary>A code is used up by a sign-in and by nothing else.</summary>
    private async Task<bool> Takes(HttpContext http, Account account, string? code)
    {
        if (await codes.Run(account, code) is not { } methods) return false;
        await sessions.Begin(http, account, methods);
        return true;
    }
}
