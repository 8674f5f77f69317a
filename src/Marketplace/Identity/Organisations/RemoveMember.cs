using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Organisations;

/// <summary>An administrator removes a member, or a member leaves, for whomever they act at the moment; the last administrator cannot. It holds from the next request on.</summary>
internal sealed class RemoveMember(IStore store, OwnOrganisation own, MarketClock clock)
{
    public async Task<Outcome<Document<Organisation>>> Run(
        Actor actor, OrganisationId id, long readAt, string person, Command? command = null, CancellationToken cancel = default)
    {
        if (!(await own.OpenAsMember(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var leaves = actor.Person?.Id == person;
        if (!leaves && !OwnOrganisation.Administers(actor, id)) return Refusal.Forbidden();
        if (found.Value.MemberNamed(person) is null) return Refusal.NotFound();

        var left = found.Value.Without(person, clock.Now);
        if (!left.HasAdmin) return ChangeRoles.LastAdmin();
        var changes = new Changes([StoredAs<Organisation>.Write(id.Value, left, Math.Max(1, readAt))], [new MemberLeft(id, person)], clock.Now, command);
        return (await store.Commit(changes, cancel)).Is(out _, out refusal) ? new Document<Organisation>(left, readAt + 1) : refusal;
    }
}
