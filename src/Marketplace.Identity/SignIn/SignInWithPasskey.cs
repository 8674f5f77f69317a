using System.Text.Json;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.SignIn;

/// <summary>Signs in by a passkey that has checked who holds it, which is something they have and something they are or know: no second step is asked for.</summary>
internal sealed class SignInWithPasskey(SignInManager<Account> manager, UserManager<Account> accounts, AccountSessions sessions)
{
    private const int LongestAnswer = 20_000;

    /// <summary>What the browser is to ask the passkeys; of whom, is theirs to say, unless it must be those of one account.</summary>
    public Task<string> Ask(Account? only = null) => manager.MakePasskeyRequestOptionsAsync(only);

    /// <param name="only">Whose passkey it must be, where somebody is signed in already; else anybody's.</param>
    public async Task<Outcome<Account>> Run(HttpContext http, string? credential, Account? only = null)
    {
        if (string.IsNullOrEmpty(credential) || credential.Length > LongestAnswer) return NotTaken();
        PasskeyAssertionResult<Account> proof;
        try
        {
            proof = await manager.PerformPasskeyAssertionAsync(credential);
        }
        catch (Exception junk) when (junk is InvalidOperationException or JsonException or FormatException)
        {
            return NotTaken();
        }

        if (!proof.Succeeded || !proof.User.EmailConfirmed || (only is not null && only.Id != proof.User.Id)) return NotTaken();
        await accounts.AddOrUpdatePasskeyAsync(proof.User, proof.Passkey);
        await sessions.Begin(http, proof.User, "hwk user mfa");
        return proof.User;
    }

    private static Refusal NotTaken() => Refusal.Because(RefusalKind.Invalid, "passkey_not_taken",
        "无法用此通行密钥登录，请重试或使用密码。", "This passkey could not be used to sign in. Try again, or use your password.");
}
