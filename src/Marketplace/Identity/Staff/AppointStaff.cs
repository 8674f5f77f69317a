using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Staff;

/// <summary>
/// An operator who has just proved who they are, and not by a password alone, says which roles somebody with a confirmed account holds on the
/// platform. There is always an operator left. It holds from the person's next request on.
/// </summary>
internal sealed class AppointStaff(IStore store, IPersonRecords people, RecentProof proof, MarketClock clock)
{
    /// <param name="readAt">The version of the person's record that the operator saw.</param>
    public async Task<Outcome<PersonId>> Run(
        Actor actor, PersonId id, long readAt, IReadOnlyCollection<PlatformRole> roles, Command? command = null, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await people.Find(id, cancel) is not { Value.ErasedAt: null } found) return Refusal.NotFound();
        if (proof.Refuses(actor) is { } stale) return stale;
        IReadOnlyList<PlatformRole> after = [.. roles.Distinct().Order()];
        if (after.Count > 0 && found.Value.Email is null) return Refusal.Because(RefusalKind.Conflict, "unconfirmed",
            "此人没有经确认的邮箱，不能授予平台角色。", "They have no confirmed address, so they cannot be given a role on the platform.", "roles");

        var staff = await PlatformStaff.Of(people, cancel);
        var changed = staff.Value.With(id.Value, after);
        if (!changed.HasOperator) return LastOperator("roles");
        var changes = new Changes(
            [StoredAs<PersonRecord>.Write(id.Value, found.Value.WithPlatform(after), Math.Max(1, readAt)), StoredAs<PlatformStaff>.Write(PlatformStaff.Id, changed, staff.Version)],
            [new PlatformRolesChanged(id, found.Value.Platform, after)], clock.Now, command);
        return (await store.Commit(changes, cancel)).Is(out _, out var refusal) ? id : refusal;
    }

    internal static Refusal LastOperator(string? field = null) => Refusal.Because(RefusalKind.Conflict, "last_operator",
        "平台必须至少有一名运营员：请先指定另一名运营员。", "The site must have an operator: appoint somebody else first.", field);
}
