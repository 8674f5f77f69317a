using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.ActAs;

/// <summary>Founds the organisation of a demo person when a visitor first becomes them, so that they act for one like anybody else.</summary>
internal sealed class DemoOrganisations(IStore store, IOrganisations organisations, MarketClock clock)
{
    public async Task Ensure(DemoPerson person, CancellationToken cancel)
    {
        var id = person.OrganisationId;
        if ((await organisations.Find([id], cancel)).Count > 0) return;

        var founded = Organisation.Found(id, person.Organisation, person.Id, person.Roles, clock.Now);
        List<MarketEvent> events = [new OrganisationFounded(id, person.Id)];
        if (person.Provider is { } provider)
        {
            founded = founded.SpeakingFor(provider, clock.Now);
            events.Add(new OrganisationSpeaksFor(id, provider));
        }
        var commit = await store.Commit(new Changes([StoredAs<Organisation>.Write(id.Value, founded, 0), Membership.Of(person.Id, id, clock.Now)], events, clock.Now), cancel);
        // Stale: another visitor became them in the same moment.
        if (!commit.Is(out _, out var refusal) && refusal.Kind != RefusalKind.Stale) throw new InvalidOperationException(refusal.First.Message.En);
    }
}
