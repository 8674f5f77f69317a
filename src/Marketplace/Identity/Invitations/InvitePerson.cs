using Marketplace.Identity.Organisations;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Invitations;

/// <summary>An administrator who has just proved who they are invites somebody by their address; the mail follows from the event, so that it is sent at least once.</summary>
internal sealed class InvitePerson(IStore store, OwnOrganisation own, IInvitations invitations, IEnumerable<IKnowPeople> people, MarketClock clock)
{
    /// <summary>So many may be open at once: no organisation is a way to send mail to the world.</summary>
    public const int MostOpen = 50;

    public const int MostMembers = 500;

    /// <returns>The invitation's id.</returns>
    public async Task<Outcome<InvitationId>> Run(
        Actor actor, OrganisationId id, string? email, IReadOnlyList<Role> roles, Func<Invitation, Command?>? command = null, CancellationToken cancel = default)
    {
        if (!(await own.AdministerProved(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (ChangeRoles.TooWeakFor(actor, roles) is { } weak) return weak;
        var address = EmailAddress.Read(email, "email");
        List<Problem> problems = [.. address.Refusal?.Problems ?? []];
        if (roles.Count == 0) problems.Add(new Problem("required", new Bilingual("请至少选择一个角色。", "Choose at least one role."), "roles"));
        if (problems.Count > 0) return new Refusal(RefusalKind.Invalid, problems);

        var now = clock.Now;
        var invitation = new Invitation { Id = InvitationId.New(now), Organisation = id, Email = address.Value, Roles = [.. roles.Distinct().Order()], By = actor.Id, At = now };
        var made = command?.Invoke(invitation);
        // A repeated command finds its own invitation standing; the store answers it with what it came to the first time.
        var repeats = made is not null && await store.Command(made.Key, cancel) is not null;
        if (!repeats && await Conflict(found.Value, actor, address.Value, cancel) is { } conflict) return conflict;

        var changes = new Changes([StoredAs<Invitation>.Write(invitation.Id.Value, invitation, 0)], [new PersonInvited(invitation.Id, id)], now, made);
        if (!(await store.Commit(changes, cancel)).Is(out var committed, out refusal)) return refusal;
        return committed.Repeated is { } before ? InvitationId.From(before) : invitation.Id;
    }

    private async Task<Refusal?> Conflict(Organisation organisation, Actor actor, string email, CancellationToken cancel)
    {
        foreach (var member in organisation.Members)
            if (await people.Find(member.Person, cancel) is { Email: { } theirs } && EmailAddress.Same(theirs, email))
                return Because("member_already", "此人已是成员。", "They are a member already.");
        var open = (await invitations.Standing(organisation.Id, actor.Scope, cancel)).Where(it => it.Value.IsOpen(clock.Now)).ToList();
        if (open.Exists(it => EmailAddress.Same(it.Value.Email, email)))
            return Because("invited_already", "已向此邮箱发出邀请；如需重发，请先撤回原邀请。", "This address has an open invitation; withdraw it to send another.");
        return open.Count >= MostOpen || organisation.Members.Count >= MostMembers
            ? Because("too_many", $"最多可有 {MostOpen} 份待接受的邀请和 {MostMembers} 名成员。", $"At most {MostOpen} open invitations and {MostMembers} members.")
            : null;
    }

    private static Refusal Because(string code, string zh, string en) => Refusal.Because(RefusalKind.Conflict, code, zh, en, "email");
}
