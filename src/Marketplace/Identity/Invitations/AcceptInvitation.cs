using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Invitations;

/// <summary>An invitation as whoever holds its link sees it.</summary>
internal sealed record InvitationView(Document<Invitation> Document, Document<Organisation> Organisation);

/// <summary>
/// Somebody signed in accepts an invitation, once, within seven days, and only where the address it was sent to is known to be theirs: a
/// link that was passed on lets nobody else in.
/// </summary>
internal sealed class AcceptInvitation(IStore store, IInvitations invitations, IOrganisations organisations, IMemberships memberships, InvitationSeal seal, MarketClock clock)
{
    /// <summary>Colleagues who join at once meet at their organisation; each round lets one of them through.</summary>
    private const int Attempts = 10;

    /// <summary>What the link stands for, or why it holds no more. Whoever holds it may know.</summary>
    public async Task<Outcome<InvitationView>> Show(string? link, CancellationToken cancel = default)
    {
        if (seal.Open(link) is not { } id || await invitations.Find(id, cancel) is not { } invitation
            || await organisations.Find([invitation.Value.Organisation], cancel) is not [var organisation]) return Refusal.NotFound();
        return invitation.Value switch
        {
            { State: InvitationState.Accepted } => Used(),
            { State: InvitationState.Withdrawn } => Refusal.Because(RefusalKind.Conflict, "withdrawn", "此邀请已被撤回。", "This invitation was withdrawn."),
            var open when !open.IsOpen(clock.Now) => Refusal.Because(RefusalKind.Conflict, "expired", "此邀请已过期，请管理员重新邀请。", "This invitation has expired; ask for another."),
            _ => new InvitationView(invitation, organisation),
        };
    }

    public async Task<Outcome<OrganisationId>> Run(Actor actor, string? link, CancellationToken cancel = default)
    {
        if (actor.Person is not { } person) return Refusal.Forbidden();
        for (var attempt = 1; ; attempt++)
        {
            if (!(await Show(link, cancel)).Is(out var view, out var refusal)) return refusal;
            var (invitation, organisation) = (view.Document.Value, view.Organisation.Value);
            if (person.Email is not { } email || !EmailAddress.Same(email, invitation.Email)) return AnotherAddress();
            if (organisation.MemberNamed(person.Id) is not null)
                return Refusal.Because(RefusalKind.Conflict, "member_already", "您已是该机构的成员。", "You are a member of this organisation already.");

            var commit = await store.Commit(await Joining(view, person.Id, cancel), cancel);
            if (commit.Is(out _, out refusal)) return organisation.Id;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) return refusal;
        }
    }

    private async Task<Changes> Joining(InvitationView view, string person, CancellationToken cancel)
    {
        var now = clock.Now;
        var (invitation, organisation) = (view.Document.Value, view.Organisation.Value);
        List<Write> writes =
        [
            StoredAs<Invitation>.Write(invitation.Id.Value, invitation with { State = InvitationState.Accepted, AcceptedBy = person, Email = "" }, view.Document.Version),
            StoredAs<Organisation>.Write(organisation.Id.Value, organisation.With(new Member(person, invitation.Roles, now), now), view.Organisation.Version),
        ];
        // Whoever was a member before is pointed at already.
        if (!(await memberships.Of(person, cancel)).Contains(organisation.Id)) writes.Add(Membership.Of(person, organisation.Id, now));
        return new Changes(writes, [new MemberJoined(organisation.Id, person, invitation.Roles, invitation.Id)], now);
    }

    internal static Refusal Used() => Refusal.Because(RefusalKind.Conflict, "used", "此邀请已被接受，只能使用一次。", "This invitation was accepted; it holds once.");

    private static Refusal AnotherAddress() => Refusal.Because(RefusalKind.Forbidden, "another_address",
        "此邀请发给了另一个邮箱。请用该邮箱的账户登录，或请管理员邀请您当前的邮箱。",
        "This invitation was sent to another address. Sign in with the account of that address, or ask to be invited at yours.");
}
