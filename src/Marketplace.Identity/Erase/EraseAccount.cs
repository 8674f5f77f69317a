using Marketplace.Identity.Forget;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace Marketplace.Identity.Server.Erase;

/// <summary>
/// Erases an account and all that is kept of it. First the account is marked, then the market forgets the person, then the account goes: whatever
/// breaks in between, <see cref="FinishBegun"/> goes on with it.
/// </summary>
internal sealed class EraseAccount(IdentityDb db, ForgetPerson market, AccountMails mails, AccountLog log)
{
    /// <summary>The organisations that the person must hand over first.</summary>
    public Task<IReadOnlyList<Organisation>> Holds(HttpContext http, Account account) => market.Holds(AccountLog.PersonOf(http, account), http.RequestAborted);

    public async Task<Outcome<string>> Run(HttpContext http, SignedIn who, bool understood)
    {
        if (!understood) return Refusal.Because(RefusalKind.Invalid, "required", "请勾选确认。", "Tick this to go on.", "understood");
        var account = who.Account;
        account.ErasingAs = AccountLog.PersonOf(http, account).Value;
        await db.SaveChangesAsync();
        if (!(await Finish(account)).Is(out var address, out var refusal)) return refusal;
        mails.Erased(http, account);
        await AccountCookie.SignOut(http);
        return address;
    }

    /// <summary>Goes on with what a site did not live to finish.</summary>
    public async Task FinishBegun()
    {
        foreach (var account in await db.Users.Where(it => it.ErasingAs != null).ToListAsync()) await Finish(account);
    }

    private async Task<Outcome<string>> Finish(Account account)
    {
        if (!(await market.Run(PersonId.From(account.ErasingAs!))).Is(out _, out var refusal))
        {
            account.ErasingAs = null;
            await db.SaveChangesAsync();
            return refusal;
        }

        var address = account.Email!;
        await db.Together(async () =>
        {
            await log.AddUnseen(account, Happening.Erased, account.ErasingAs!);
            // What the record has not taken yet waits without its network and device, and goes when it has.
            await db.SecurityEvents.Where(it => it.AccountId == account.Id && it.TakenAt != null).ExecuteDeleteAsync();
            await db.SecurityEvents.Where(it => it.AccountId == account.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.Network, "").SetProperty(it => it.Device, ""));
            await db.Sessions.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
            await db.RecoveryCodes.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
            await db.AddressChanges.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
            await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(it => it.Subject == account.Id).ExecuteDeleteAsync();
            await db.Set<OpenIddictEntityFrameworkCoreAuthorization>().Where(it => it.Subject == account.Id).ExecuteDeleteAsync();
            // Passkeys and whatever else hangs on it go with it.
            return await db.Users.Where(it => it.Id == account.Id).ExecuteDeleteAsync();
        });
        return address;
    }
}
