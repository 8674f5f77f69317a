using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Outbox;

/// <summary>
/// Takes what happened to accounts into the market's event log, and so into its record: in order, each once. The command of each commit is the
/// event's key, so what was taken and not marked, because a site died in between or another took it too, is answered as a repeat.
/// </summary>
internal sealed class TakeSecurityEvents(IdentityDb db, IStore store, SignInClock signIns, MarketClock clock)
{
    public const int Most = 200;

    /// <summary>Takes the oldest that stand; true where more may.</summary>
    public async Task<bool> Run(CancellationToken cancel = default)
    {
        var standing = await db.SecurityEvents.AsNoTracking().Where(it => it.TakenAt == null).OrderBy(it => it.Number).Take(Most).ToListAsync(cancel);
        foreach (var happened in standing) await Take(happened, cancel);
        foreach (var erased in standing.Where(it => it.What == Happening.Erased)) await db.SecurityEvents.Where(it => it.AccountId == erased.AccountId && it.TakenAt != null).ExecuteDeleteAsync(cancel);
        return standing.Count == Most;
    }

    private async Task Take(SecurityEvent happened, CancellationToken cancel)
    {
        var command = new Command($"security:{happened.Key}", happened.Key, happened.Person);
        var taken = await store.Commit(new Changes([], [happened.Told()], clock.Now, command), cancel);
        if (!taken.Succeeded) throw new InvalidOperationException($"Security event {happened.Number} was not taken: {taken.Refusal.First.Message.En}");
        DateTimeOffset? now = signIns.Now;
        await db.SecurityEvents.Where(it => it.Number == happened.Number).ExecuteUpdateAsync(set => set.SetProperty(it => it.TakenAt, now), cancel);
    }
}
