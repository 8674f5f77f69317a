using System.Security.Cryptography;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Address;

internal enum AddressChangeStep { WaitsForOther, Done }

/// <summary>
/// Another address for an account, once whoever reads the mail of the present one and whoever reads that of the new one have both agreed. Whether
/// the new one has an account already is told to its owner alone.
/// </summary>
internal sealed class ChangeAddress(
    IdentityDb db, UserManager<Account> accounts, AccountSessions sessions, AccountMails mails, AccountLog log, IDataProtectionProvider protection, SignInClock clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Identity.AddressChange");

    /// <returns>The address that was asked for.</returns>
    public async Task<Outcome<string>> Ask(HttpContext http, SignedIn who, string? email)
    {
        if (!EmailAddress.Read(email, "email").Is(out var address, out var refusal)) return refusal;
        var account = who.Account;
        if (EmailAddress.Same(address, account.Email!)) return Refusal.Because(RefusalKind.Invalid, "same", "这就是您当前的邮箱。", "This is your present address.", "email");

        var wish = new AddressChange { AccountId = account.Id, Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), Email = address, AskedAt = clock.Now };
        await db.Together(async () =>
        {
            await db.AddressChanges.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
            db.AddressChanges.Add(wish);
            await log.Add(account, Happening.EmailChangeAsked);
            return wish;
        });
        mails.AddressOld(http, account, wish.Email, Link(http, wish, "old"));
        if (await accounts.FindByEmailAsync(address) is { } theirs) mails.AlreadyHere(http, theirs);
        else mails.AddressNew(http, account, wish.Email, Link(http, wish, "new"));
        return address;
    }

    /// <summary>The wish that stands for an account; null where there is none.</summary>
    public Task<AddressChange?> Standing(Account account)
    {
        var since = clock.Now - AddressChange.GoodFor;
        return db.AddressChanges.AsNoTracking().FirstOrDefaultAsync(it => it.AccountId == account.Id && it.AskedAt > since);
    }

    /// <summary>Whoever has the link of a mail agrees. When both have, the address is changed and every session ends.</summary>
    public async Task<Outcome<AddressChangeStep>> Agree(HttpContext http, string? code)
    {
        if (Open(code) is not [var id, var key, var side] || await db.Users.FindAsync(id) is not { } account
            || await Standing(account) is not { } wish || wish.Key != key) return Stale();
        DateTimeOffset? now = clock.Now;
        var before = account.Email!;
        var step = await db.Together<Outcome<AddressChangeStep>>(async () =>
        {
            await db.AddressChanges.Where(it => it.AccountId == id && it.Key == key).ExecuteUpdateAsync(set =>
            {
                if (side == "old") set.SetProperty(it => it.OldAgreedAt, now);
                else set.SetProperty(it => it.NewAgreedAt, now);
            });
            if (await Standing(account) is not { OldAgreedAt: not null, NewAgreedAt: not null }) return AddressChangeStep.WaitsForOther;
            return await Change(account, wish) ? AddressChangeStep.Done : Stale();
        });
        if (!step.Is(out var reached, out _) || reached != AddressChangeStep.Done) return step;
        mails.AddressChanged(http, account, before);
        mails.AddressChanged(http, account, wish.Email);
        return step;
    }

    private async Task<bool> Change(Account account, AddressChange wish)
    {
        await db.AddressChanges.Where(it => it.AccountId == account.Id).ExecuteDeleteAsync();
        (account.Email, account.EmailConfirmed) = (wish.Email, true);
        // Checks that nobody else has it by now, and voids the links of other mails.
        if (!(await accounts.UpdateSecurityStampAsync(account)).Succeeded) return false;
        await sessions.EndOthers(account, null);
        await log.Add(account, Happening.EmailChanged);
        return true;
    }

    private string Link(HttpContext http, AddressChange wish, string side) =>
        $"{SiteAddress.Of(http)}/account/email/agree?code={protector.Protect($"{wish.AccountId} {wish.Key} {side}")}";

    private string[] Open(string? code)
    {
        try
        {
            return string.IsNullOrEmpty(code) ? [] : protector.Unprotect(code).Split(' ');
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static Refusal Stale() => Refusal.Because(RefusalKind.NotFound, "stale_link",
        "此链接已用过或已过期。请在账户页重新申请。", "This link was used before or is too old. Ask for the change again in your account.");
}
