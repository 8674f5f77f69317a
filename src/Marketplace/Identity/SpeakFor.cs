using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>What is to be written together with something else.</summary>
public sealed record Along(IReadOnlyList<Write> Writes, IReadOnlyList<MarketEvent> Events);

/// <summary>Lets the organisation somebody acts for speak for a provider that is being registered, or founds one where they act for none.</summary>
public sealed class SpeakFor(IOrganisations organisations)
{
    public async Task<Outcome<Along>> Prepare(Actor actor, ProviderId provider, Bilingual name, DateTimeOffset at, CancellationToken cancel = default)
    {
        if (actor.For is not { } acting) return actor.Person is { } founder ? Founded(founder.Id, provider, name, at) : Refusal.Forbidden();
        if (!actor.Has(Role.Admin) && !actor.Has(Role.ProviderAdmin) && actor.Client is not { Writes: true }) return NotForThem(acting);
        if (await organisations.Find(acting.Id, actor.Scope, cancel) is not { } found) return Refusal.Forbidden();

        var speaking = found.Value.SpeakingFor(provider, at);
        if (actor.Person is { } person)
        {
            if (found.Value.MemberNamed(person.Id) is not { } member) return Refusal.Forbidden();
            speaking = speaking.With(member with { Roles = [.. member.Roles, Role.ProviderAdmin] }, at);
        }

        return new Along([StoredAs<Organisation>.Write(acting.Id.Value, speaking, found.Version)], [new OrganisationSpeaksFor(acting.Id, provider)]);
    }

    private static Along Founded(string person, ProviderId provider, Bilingual name, DateTimeOffset at)
    {
        var id = OrganisationId.New(at);
        return new Along(
            [StoredAs<Organisation>.Write(id.Value, Organisation.Found(id, name, person, [Role.ProviderAdmin], at).SpeakingFor(provider, at), 0), Membership.Of(person, id, at)],
            [new OrganisationFounded(id, person), new OrganisationSpeaksFor(id, provider)]);
    }

    private static Refusal NotForThem(ActingFor acting) => Refusal.Because(RefusalKind.Forbidden, "not_for_them",
        $"您当前代表的机构是“{acting.Name.In(Language.Zh)}”，只有其管理员或服务管理员才能为其登记服务机构。",
        $"You act for {acting.Name.In(Language.En)}: only its administrators and provider administrators register a provider for it.");
}
