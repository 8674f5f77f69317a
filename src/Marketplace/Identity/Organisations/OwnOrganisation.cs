using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Organisations;

/// <summary>
/// Opens the organisation somebody acts for, and for looking and leaving any that they belong to. Any other is absent, and to a member without
/// the right it says so.
/// </summary>
internal sealed class OwnOrganisation(IOrganisations organisations, RecentProof proof)
{
    public async Task<Outcome<Document<Organisation>>> Open(Actor actor, OrganisationId id, CancellationToken cancel) =>
        await organisations.Find(id, actor.Scope, cancel) is { } found ? found : Refusal.NotFound();

    /// <summary>Likewise, and for its members also while they act for another.</summary>
    public async Task<Outcome<Document<Organisation>>> OpenAsMember(Actor actor, OrganisationId id, CancellationToken cancel)
    {
        var opened = await Open(actor, id, cancel);
        if (opened.Succeeded || actor.Person is not { } person) return opened;
        return await organisations.Find([id], cancel) is [var found] && found.Value.MemberNamed(person.Id) is not null ? found : opened;
    }

    /// <summary>The one acted for, for its administrators.</summary>
    public async Task<Outcome<Document<Organisation>>> Administer(Actor actor, OrganisationId id, CancellationToken cancel)
    {
        var opened = await Open(actor, id, cancel);
        return !opened.Succeeded || Administers(actor, id) ? opened : Refusal.Forbidden();
    }

    /// <summary>Likewise, for what wants a fresh proof of who the administrator is.</summary>
    public async Task<Outcome<Document<Organisation>>> AdministerProved(Actor actor, OrganisationId id, CancellationToken cancel)
    {
        var opened = await Administer(actor, id, cancel);
        return opened.Succeeded && proof.Refuses(actor) is { } refusal ? refusal : opened;
    }

    public static bool Administers(Actor actor, OrganisationId id) => actor.For?.Id == id && actor.Has(Role.Admin);
}
