using Marketplace.Identity.Server.Accounts;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Passwords;

/// <summary>
/// Whether a password is that of an account. Hashing costs a tenth of a second of a processor by design, so only half of them do it at once: a
/// flood of guesses waits for itself, and the site goes on.
/// </summary>
internal sealed class PasswordCheck(UserManager<Account> accounts, StrongHasher hasher)
{
    private static readonly SemaphoreSlim gate = new(Math.Max(1, Environment.ProcessorCount / 2));

    public async Task<bool> Run(Account? account, string password)
    {
        await gate.WaitAsync();
        try
        {
            // Nobody's hash of a password longer than any is never worked out, and neither is anybody else's.
            if (password.Length > 2 * PasswordRules.Longest || !PasswordRules.IsText(password)) return false;
            if (account?.PasswordHash is not null) return await accounts.CheckPasswordAsync(account, password);
            hasher.VerifyNobody(password);
            return false;
        }
        finally
        {
            gate.Release();
        }
    }
}
