using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Staff;

/// <summary>An operator ends every session of somebody, for example where their account fell into other hands. The sessions of a foreign authority are its own.</summary>
internal sealed class EndSessions(IStore store, IPersonRecords people, ISessionState sessions, RecentProof proof, MarketClock clock)
{
    public async Task<Outcome<PersonId>> Run(Actor actor, PersonId id, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await people.Find(id, cancel) is not { Value.ErasedAt: null } found) return Refusal.NotFound();
        if (proof.Refuses(actor) is { } stale) return stale;
        if (!await sessions.EndAll(found.Value.Subject, cancel)) return Refusal.Because(RefusalKind.Conflict, "not_ours",
            "此人通过外部身份认证服务登录，其会话须在该服务结束。", "They sign in at another authority, where their sessions must be ended.");
        return (await store.Commit(new Changes([], [new PersonSignedOutByOperator(id)], clock.Now), cancel)).Is(out _, out var refusal) ? id : refusal;
    }
}
