using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.SignIn;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.SignUp;

/// <summary>
/// Confirms an address and signs in. It takes the link and the password, so that nobody has an account confirmed for them that a stranger made
/// with their address and a password of the stranger's own.
/// </summary>
internal sealed class ConfirmAddress(UserManager<Account> accounts, PasswordCheck passwords, SignInThrottle throttle, AccountSessions sessions, AccountLog log, IdentityDb db)
{
    public async Task<Outcome<Account>> Run(HttpContext http, string? id, string? code, string? password)
    {
        if (string.IsNullOrEmpty(password)) return Refusal.Because(RefusalKind.Invalid, "required", "请填写密码。", "Enter your password.", "password");
        if (AccountMails.Token(code) is not { } token || id is null || await accounts.FindByIdAsync(id) is not { EmailConfirmed: false } account || !await IsGood(account, token)) return Stale();

        var network = Visitor.Of(http).Network;
        if (throttle.Wait(account.Email!, network) is { Ticks: > 0 } wait) return SignInThrottle.Refusal(wait);
        if (!await passwords.Run(account, password))
        {
            throttle.Failed(account.Email!, network);
            return Refusal.Because(RefusalKind.Invalid, "wrong_password", "密码不正确。", "The password is not right.", "password");
        }

        return await db.Together<Outcome<Account>>(async () =>
        {
            if (!(await accounts.ConfirmEmailAsync(account, token)).Succeeded) return Stale();
            await log.Add(account, Happening.Confirmed);
            await sessions.Begin(http, account, "pwd");
            return account;
        });
    }

    private Task<bool> IsGood(Account account, string token) =>
        accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.EmailConfirmationTokenProvider, UserManager<Account>.ConfirmEmailTokenPurpose, token);

    private static Refusal Stale() => Refusal.Because(RefusalKind.NotFound, "stale_link",
        "此链接已用过或已过期。请登录，我们会再发一封。", "This link was used before or is too old. Sign in, and we send you another.");
}
