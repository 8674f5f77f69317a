using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Mails;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Recover;

/// <summary>Sends a link for a new password, where there is anybody to send it to; the answer is the same where there is not.</summary>
internal sealed class RecoverAccount(UserManager<Account> accounts, AccountMails mails)
{
    public async Task<Outcome<string>> Run(HttpContext http, string? email)
    {
        if (!EmailAddress.Read(email, "email").Is(out var address, out var refusal)) return refusal;
        if (await accounts.FindByEmailAsync(address) is { } account) await mails.Reset(http, account);
        return address;
    }
}
