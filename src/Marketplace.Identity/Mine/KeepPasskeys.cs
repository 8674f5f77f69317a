using System.Text.Json;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace Marketplace.Identity.Server.Mine;

/// <summary>The passkeys of an account: which there are, one more, one less.</summary>
internal sealed class KeepPasskeys(SignInManager<Account> manager, UserManager<Account> accounts, AccountSessions sessions, AccountMails mails, AccountLog log, IdentityDb db)
{
    private const int LongestName = 60;
    private const int LongestAnswer = 40_000;
    private const int MostPasskeys = 20;

    public async Task<IReadOnlyList<UserPasskeyInfo>> Of(Account account) =>
        [.. (await accounts.GetPasskeysAsync(account)).OrderBy(it => it.CreatedAt)];

    public static string IdOf(UserPasskeyInfo passkey) => WebEncoders.Base64UrlEncode(passkey.CredentialId);

    /// <summary>What the browser is to have a passkey made for.</summary>
    public Task<string> Ask(Account account) =>
        manager.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.Email!, DisplayName = account.Name });

    public async Task<Outcome<UserPasskeyInfo>> Run(HttpContext http, SignedIn who, string? credential, string? name)
    {
        if (CleanText.Check(name ?? "", "name", LongestName) is { } fault) return new Refusal(RefusalKind.Invalid, [fault]);
        if (string.IsNullOrEmpty(credential) || credential.Length > LongestAnswer) return NotMade();
        if ((await accounts.GetPasskeysAsync(who.Account)).Count >= MostPasskeys)
            return Refusal.Because(RefusalKind.Conflict, "too_many", $"最多 {MostPasskeys} 个通行密钥。", $"There can be {MostPasskeys} passkeys at most.");
        PasskeyAttestationResult made;
        try
        {
            made = await manager.PerformPasskeyAttestationAsync(credential);
        }
        catch (Exception junk) when (junk is InvalidOperationException or JsonException or FormatException)
        {
            return NotMade();
        }

        if (!made.Succeeded || made.UserEntity.Id != who.Account.Id) return NotMade();
        made.Passkey.Name = CleanText.Normalise(name ?? "") is { Length: > 0 } called ? called : Visitor.Of(http).Device is { Length: > 0 } device ? Short(device) : "–";
        var isAdded = await db.Together(async () =>
        {
            if (!(await accounts.AddOrUpdatePasskeyAsync(who.Account, made.Passkey)).Succeeded) return false;
            await sessions.Strengthen(who, "hwk user mfa");
            await log.Add(who.Account, Happening.PasskeyAdded);
            return true;
        });
        if (!isAdded) return NotMade();
        mails.Changed(http, who.Account, "passkey");
        return made.Passkey;
    }

    public async Task<bool> Remove(HttpContext http, SignedIn who, string? id)
    {
        byte[] credential;
        try
        {
            credential = WebEncoders.Base64UrlDecode(id ?? "");
        }
        catch (FormatException)
        {
            return false;
        }

        if (await accounts.GetPasskeyAsync(who.Account, credential) is null) return false;
        await db.Together(async () =>
        {
            var removed = await accounts.RemovePasskeyAsync(who.Account, credential);
            await log.Add(who.Account, Happening.PasskeyRemoved);
            return removed;
        });
        mails.Changed(http, who.Account, "passkey");
        return true;
    }

    private static string Short(string device) => device.Length <= LongestName ? device : device[..LongestName];

    private static Refusal NotMade() => Refusal.Because(RefusalKind.Invalid, "passkey_not_made", "没有新增通行密钥，请重试。", "No passkey was added. Try again.");
}
