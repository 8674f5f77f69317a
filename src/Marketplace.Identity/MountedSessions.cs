using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Identity.Server;

/// <summary>The server is mounted in the site, so the site looks at the session itself, with every request.</summary>
internal sealed class MountedSessions(IServiceScopeFactory scopes) : ISessionState
{
    /// <summary>A second factor that was shown since counts at once.</summary>
    public async Task<Strength?> Look(string subject, string session, string? accessToken, Strength atFirst, CancellationToken cancel = default)
    {
        using var scope = scopes.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<AccountSessions>().Alive(subject, session) is { } alive ? Proofs.StrengthOf(alive.Methods.Split(' ')) : null;
    }

    public async Task<bool> EndAll(string subject, CancellationToken cancel = default)
    {
        using var scope = scopes.CreateScope();
        if (await scope.ServiceProvider.GetRequiredService<IdentityDb>().Users.FindAsync([subject], cancel) is not { } account) return false;
        await scope.ServiceProvider.GetRequiredService<AccountSessions>().EndOthers(account, null, Happening.SessionsEndedByOperator);
        return true;
    }

    public async Task End(string subject, string session, CancellationToken cancel = default)
    {
        using var scope = scopes.CreateScope();
        if (await scope.ServiceProvider.GetRequiredService<IdentityDb>().Users.FindAsync([subject], cancel) is { } account)
            await scope.ServiceProvider.GetRequiredService<AccountSessions>().End(account, session, Happening.SessionRanOut);
    }
}
