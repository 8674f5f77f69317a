using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Mine;

/// <summary>The authenticator app of an account and its recovery codes.</summary>
internal sealed class KeepSecondFactor(IdentityDb db, Authenticator authenticator, AccountSessions sessions, AccountMails mails, AccountLog log)
{
    public Task<int> RecoveryCodesLeft(Account account) => db.RecoveryCodes.CountAsync(it => it.AccountId == account.Id);

    /// <summary>The key to be put into an app; the same until it is taken into use.</summary>
    public async Task<string> Key(Account account)
    {
        if (account.AuthenticatorKey is null)
        {
            account.AuthenticatorKey = authenticator.NewKey();
            await db.SaveChangesAsync();
        }

        return account.AuthenticatorKey;
    }

    /// <summary>Takes the app into use, when a first code shows that it has the key; gives the recovery codes, which are shown this once.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> Run(HttpContext http, SignedIn who, string? code)
    {
        var account = who.Account;
        if (account.TwoFactorEnabled || authenticator.StepOf(await Key(account), code) is not { } step)
            return Refusal.Because(RefusalKind.Invalid, "wrong_code", "验证码不正确。请核对设备时间后重试。", "The code is not right. Check the clock of your device and try again.", "code");
        (account.TwoFactorEnabled, account.AuthenticatorStep) = (true, step);
        var codes = await db.Together(async () =>
        {
            await sessions.Strengthen(who, "otp mfa");
            await log.Add(account, Happening.AuthenticatorAdded);
            return await NewCodes(account);
        });
        mails.Changed(http, account, "second");
        return codes.ToList();
    }

    public async Task<IReadOnlyList<string>> MakeCodes(HttpContext http, SignedIn who)
    {
        var codes = await db.Together(async () =>
        {
            await log.Add(who.Account, Happening.RecoveryCodesMade);
            return await NewCodes(who.Account);
        });
        mails.Changed(http, who.Account, "second");
        return codes;
    }

    public async Task<Outcome<Account>> Remove(HttpContext http, SignedIn who)
    {
        var account = who.Account;
        if (account.NeedsSecondFactor) return Refusal.Because(RefusalKind.Conflict, "password_too_short",
            "您的密码较短，只能与第二因素同用。请先换一个更长的密码。", "Your password is short and holds only beside a second factor. Choose a longer one first.");
        (account.TwoFactorEnabled, account.AuthenticatorKey, account.AuthenticatorStep) = (false, null, 0);
        await db.Together(async () =>
        {
            await log.Add(account, Happening.AuthenticatorRemoved);
            return await db.RecoveryCodes.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
        });
        mails.Changed(http, account, "second");
        return account;
    }

    private async Task<IReadOnlyList<string>> NewCodes(Account account)
    {
        string[] codes = [.. Enumerable.Range(0, RecoveryCode.Given).Select(_ => RecoveryCode.New())];
        await db.RecoveryCodes.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
        db.RecoveryCodes.AddRange(codes.Select(code => RecoveryCode.Of(account.Id, code)));
        await db.SaveChangesAsync();
        return codes;
    }
}
