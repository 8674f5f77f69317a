using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Passwords;

/// <summary>Whether a password is that of an account; at most so many at once as <see cref="PasswordGate"/> lets in.</summary>
internal sealed class PasswordCheck(UserManager<Account> accounts, StrongHasher hasher, PasswordGate gate, IHttpContextAccessor request)
{
    public async Task<bool> Run(Account? account, string password)
    {
        using var _ = await gate.Enter(Visitor.Of(request.HttpContext!).Network);
        // Nobody's hash of a password longer than any is never worked out, and neither is anybody else's.
        if (password.Length > 2 * PasswordRules.Longest || !PasswordRules.IsText(password)) return false;
        if (account?.PasswordHash is not null) return await accounts.CheckPasswordAsync(account, password);
        hasher.VerifyNobody(password);
        return false;
    }
}
