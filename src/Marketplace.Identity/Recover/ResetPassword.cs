using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Passwords;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Recover;

/// <summary>Sets a new password by the link of a mail. It ends every session, and leaves the second factor where it is.</summary>
internal sealed class ResetPassword(UserManager<Account> accounts, AccountSessions sessions, AccountMails mails, AccountLog log, StrongHasher hasher, IdentityDb db)
{
    public async Task<Outcome<Account>> Run(HttpContext http, string? id, string? code, string? password)
    {
        if (AccountMails.Token(code) is not { } token || id is null || await accounts.FindByIdAsync(id) is not { } account || !await IsGood(account, token)) return Stale();
        if (PasswordRules.Check(password, "password", account.TwoFactorEnabled, account.Email) is { } weak) return new Refusal(RefusalKind.Invalid, [weak]);

        account.NeedsSecondFactor = PasswordRules.NeedsSecondFactor(password!);
        // Whoever has the link has shown that the address is theirs.
        (account.PasswordHash, account.EmailConfirmed) = (hasher.HashPassword(account, password!), true);
        var isReset = await db.Together(async () =>
        {
            // The stamp is part of every link and is compared when it is written, so of two who use this one at once the first has it.
            if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded) return false;
            await sessions.EndOthers(account, null);
            await log.Add(account, Happening.PasswordReset);
            return true;
        });
        if (!isReset) return Stale();
        mails.Changed(http, account, "password");
        return account;
    }

    private Task<bool> IsGood(Account account, string token) =>
        accounts.VerifyUserTokenAsync(account, accounts.Options.Tokens.PasswordResetTokenProvider, UserManager<Account>.ResetPasswordTokenPurpose, token);

    private static Refusal Stale() => Refusal.Because(RefusalKind.NotFound, "stale_link",
        "此链接已用过或已过期，请重新申请。", "This link was used before or is too old. Ask for another.");
}
