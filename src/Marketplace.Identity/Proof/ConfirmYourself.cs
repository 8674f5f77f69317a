using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignIn;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Proof;

/// <summary>
/// Somebody signed in shows once more who they are, by all that a sign-in of theirs takes: the password and, where it is on, the second factor.
/// Their session gets another id by it.
/// </summary>
internal sealed class ConfirmYourself(IdentityDb db, PasswordCheck passwords, TakeCode codes, SignInThrottle throttle, AccountSessions sessions, AccountLog log)
{
    public async Task<Outcome<Account>> Run(HttpContext http, SignedIn who, string? password, string? code)
    {
        var (account, network) = (who.Account, Visitor.Of(http).Network);
        var check = new FieldCheck();
        if (string.IsNullOrEmpty(password)) check.Add("required", "password", "请填写密码。", "Enter your password.");
        if (account.TwoFactorEnabled && string.IsNullOrWhiteSpace(code)) check.Add("required", "code", "请填写验证码。", "Enter the code.");
        if (check.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, check.Problems);

        if (throttle.Wait(account.Email!, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        if (!await passwords.Run(account, password!))
        {
            await Failed(account, account.Email!, network);
            return Refusal.Because(RefusalKind.Invalid, "wrong_password", "密码不正确。", "The password is not right.", "password");
        }

        throttle.Succeeded(account.Email!, network);
        return account.TwoFactorEnabled ? await WithCode(http, account, network, code) : await Begin(http, account, "pwd");
    }

    private async Task<Outcome<Account>> WithCode(HttpContext http, Account account, string network, string? code)
    {
        var tries = SignInWithCode.Tries(account);
        if (throttle.Wait(tries, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        var taken = await db.Together(async () => await codes.Run(account, code) is { } methods && (await Begin(http, account, methods)).Succeeded);
        if (taken)
        {
            throttle.Succeeded(tries, network);
            return account;
        }

        await Failed(account, tries, network);
        return SignInWithCode.WrongCode();
    }

    private async Task<Outcome<Account>> Begin(HttpContext http, Account account, string methods)
    {
        await sessions.Begin(http, account, methods);
        return account;
    }

    private Task Failed(Account account, string tries, string network)
    {
        throttle.Failed(tries, network);
        return log.Add(account, Happening.SignInFailed);
    }
}
