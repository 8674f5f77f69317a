using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Organisations;

/// <summary>A member as the others see them.</summary>
internal sealed record MemberView(Member Member, Person Person);

/// <param name="Invitations">Those that can still be accepted; for administrators alone.</param>
/// <param name="MaySwitch">The reader is a member and acts for another, or for none.</param>
internal sealed record OrganisationView(Document<Organisation> Document, IReadOnlyList<MemberView> Members, IReadOnlyList<Document<Invitation>> Invitations, bool MayManage, bool MaySwitch)
{
    public Organisation Organisation => Document.Value;
}

/// <summary>Shows an organisation to its members, and to those who oversee the marketplace.</summary>
internal sealed class ShowOrganisation(OwnOrganisation own, IInvitations invitations, IEnumerable<IKnowPeople> people, MarketClock clock)
{
    public async Task<Outcome<OrganisationView>> Run(Actor actor, OrganisationId id, CancellationToken cancel = default)
    {
        if (!(await own.OpenAsMember(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var members = new List<MemberView>();
        foreach (var member in found.Value.Members) members.Add(new MemberView(member, await Named(member.Person, cancel)));
        var manages = OwnOrganisation.Administers(actor, id);
        IReadOnlyList<Document<Invitation>> open = manages ? [.. (await invitations.Standing(id, actor.Scope, cancel)).Where(it => it.Value.IsOpen(clock.Now))] : [];
        var switches = actor.For?.Id != id && actor.Person is { } person && found.Value.MemberNamed(person.Id) is not null;
        return new OrganisationView(found, members, open, manages, switches);
    }

    private async Task<Person> Named(string id, CancellationToken cancel) => await people.Find(id, cancel) ?? new Person(id, Bilingual.Same(id));
}
