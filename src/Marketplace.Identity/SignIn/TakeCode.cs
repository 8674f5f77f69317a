using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Storage;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.SignIn;

/// <summary>Takes a code of the authenticator app, or one of the recovery codes, each once.</summary>
internal sealed class TakeCode(IdentityDb db, Authenticator authenticator, AccountLog log)
{
    /// <returns>By what the owner has shown themselves now, password included, as <c>amr</c> says it; null where the code is not right.</returns>
    public async Task<string?> Run(Account account, string? code)
    {
        if (await IsOfApp(account, code)) return "pwd otp mfa";
        if (!await IsRecovery(account, code)) return null;
        await log.Add(account, Happening.RecoveryCodeUsed);
        return "pwd mfa";
    }

    /// <summary>By a statement that only one of two at once can win, so that no code is taken twice.</summary>
    private async Task<bool> IsOfApp(Account account, string? code)
    {
        if (account.AuthenticatorKey is null || authenticator.StepOf(account.AuthenticatorKey, code) is not { } step) return false;
        return await db.Users.Where(it => it.Id == account.Id && it.AuthenticatorStep < step).ExecuteUpdateAsync(set => set.SetProperty(it => it.AuthenticatorStep, step)) == 1;
    }

    private async Task<bool> IsRecovery(Account account, string? code)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > 64) return false;
        var hash = RecoveryCode.Of(account.Id, code).Hash;
        return await db.RecoveryCodes.Where(it => it.AccountId == account.Id && it.Hash == hash).ExecuteDeleteAsync() == 1;
    }
}
