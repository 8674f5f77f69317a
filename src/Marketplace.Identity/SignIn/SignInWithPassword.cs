using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.SignIn;

internal enum SignInStep { Done, SecondFactor }

/// <summary>
/// Signs in by address and password. A wrong address, a wrong password and an account without one get the same answer, after the same work.
/// </summary>
internal sealed class SignInWithPassword(
    UserManager<Account> accounts, PasswordCheck passwords, SignInThrottle throttle, AccountSessions sessions, AccountLog log, AccountMails mails)
{
    public async Task<Outcome<SignInStep>> Run(HttpContext http, string? email, string? password)
    {
        if (string.IsNullOrWhiteSpace(email)) return Missing("email", "请填写电子邮箱。", "Enter your e-mail address.");
        if (string.IsNullOrEmpty(password)) return Missing("password", "请填写密码。", "Enter your password.");
        var network = Visitor.Of(http).Network;
        if (throttle.Wait(email, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);

        var account = EmailAddress.Read(email, "email").Is(out var address, out _) ? await accounts.FindByEmailAsync(address) : null;
        if (!await passwords.Run(account, password))
        {
            throttle.Failed(email, network);
            if (account is not null) await log.Add(account, Happening.SignInFailed);
            return Wrong();
        }

        throttle.Succeeded(email, network);
        if (!account!.EmailConfirmed)
        {
            await mails.Confirm(http, account);
            return Refusal.Because(RefusalKind.Conflict, "unconfirmed",
                "您的邮箱尚未确认，我们已再次发送确认邮件。", "Your address is not confirmed yet. We have sent you the mail for it once more.");
        }

        if (account.TwoFactorEnabled)
        {
            await AccountCookie.Pend(http, account.Id);
            return SignInStep.SecondFactor;
        }

        await sessions.Begin(http, account, "pwd");
        return SignInStep.Done;
    }

    private static Refusal Wrong() => Refusal.Because(RefusalKind.Invalid, "wrong_credentials",
        "邮箱或密码不正确。", "The address or the password is not right.");

    private static Refusal Missing(string field, string zh, string en) => Refusal.Because(RefusalKind.Invalid, "required", zh, en, field);
}
