using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Accounts;

/// <summary>Writes down what happens to accounts, and reads it back to their owners.</summary>
internal sealed class AccountLog(IdentityDb db, SignInClock clock, IHttpContextAccessor request)
{
    private const int MostShown = 50;

    public async Task Add(Account account, Happening what)
    {
        var visitor = Visitor.Of(request.HttpContext!);
        db.SecurityEvents.Add(new SecurityEvent { AccountId = account.Id, At = clock.Now, What = what, Network = visitor.Network, Device = visitor.Device });
        await db.SaveChangesAsync();
    }

    public async Task<IReadOnlyList<SecurityEvent>> Latest(Account account, int most = MostShown) =>
        await db.SecurityEvents.AsNoTracking().Where(it => it.AccountId == account.Id).OrderByDescending(it => it.Number).Take(most).ToListAsync();
}
