using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Organisations;

/// <summary>An administrator who has just proved who they are says what a member may do. There is always an administrator left.</summary>
internal sealed class ChangeRoles(IStore store, OwnOrganisation own, MarketClock clock)
{
    public async Task<Outcome<Document<Organisation>>> Run(
        Actor actor, OrganisationId id, long readAt, string person, IReadOnlyCollection<Role> roles, Command? command = null, CancellationToken cancel = default)
    {
        if (!(await own.AdministerProved(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (found.Value.MemberNamed(person) is not { } member) return Refusal.NotFound();
        if (roles.Count == 0)
            return Refusal.Because(RefusalKind.Invalid, "required", "请至少选择一个角色；如不再需要此人，请将其移出机构。", "Choose at least one role; to take all from them, remove them.", "roles");

        if (TooWeakFor(actor, roles.Except(member.Roles)) is { } weak) return weak;

        var changed = found.Value.With(member with { Roles = [.. roles] }, clock.Now);
        if (!changed.HasAdmin) return LastAdmin("roles");
        var after = changed.MemberNamed(person)!.Roles;
        var changes = new Changes(
            [StoredAs<Organisation>.Write(id.Value, changed, Math.Max(1, readAt))], [new MemberRolesChanged(id, person, member.Roles, after)], clock.Now, command);
        return (await store.Commit(changes, cancel)).Is(out _, out refusal) ? new Document<Organisation>(changed, readAt + 1) : refusal;
    }

    /// <summary>A role that its holder may not use by a password alone is not given by a password alone either.</summary>
    internal static Refusal? TooWeakFor(Actor actor, IEnumerable<Role> given) => actor.Strength >= Strength.SecondFactor || !given.Any(role => role.NeedsMoreThanAPassword()) ? null
        : Refusal.Because(RefusalKind.Forbidden, "second_factor_required",
            "采购专员和审批人的角色须由使用第二验证因素或通行密钥登录的管理员授予。", "The roles of procurement officer and approver are given only by who signed in with a second factor or a passkey.", "roles");

    internal static Refusal LastAdmin(string? field = null) => Refusal.Because(RefusalKind.Conflict, "last_admin",
        "机构必须至少有一名管理员：请先指定另一名管理员。", "An organisation must have an administrator: make somebody else one first.", field);
}
