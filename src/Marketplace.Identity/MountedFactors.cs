using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.Server;

/// <summary>The server is mounted in the site, so the site looks at the accounts itself.</summary>
internal sealed class MountedFactors(IServiceScopeFactory scopes) : IKnowFactors
{
    public async Task<bool?> HasSecondFactor(string subject, CancellationToken cancel = default)
    {
        using var scope = scopes.CreateScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await accounts.FindByIdAsync(subject) is not { } account) return null;
        return account.TwoFactorEnabled || (await accounts.GetPasskeysAsync(account)).Count > 0;
    }
}
