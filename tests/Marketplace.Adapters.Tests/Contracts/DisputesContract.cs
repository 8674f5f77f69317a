using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class DisputesContract(Records records) : IDisposable
{
    private readonly OrganisationId buyer = OrganisationId.New(Given.Noon);
    private readonly ProviderId provider = ProviderId.New(Given.Noon);
    private readonly OrderId order = OrderId.New(Given.Noon);

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_kept_is_found_whole()
    {
        var kept = await Keep(0, DisputeState.Open);

        var found = await records.Disputes.Find(kept.Id);
        Assert.Equal(1, found!.Version);
        Assert.Equivalent(kept, found.Value, strict: true);
        Assert.Null(await records.Disputes.Find(DisputeId.New(Given.Noon)));
    }

    [Fact]
    public async Task Of_an_order_all_are_found_the_oldest_first()
    {
        var (first, second, third) = (await Keep(0, DisputeState.Conceded), await Keep(1, DisputeState.Discarded), await Keep(2, DisputeState.Draft));
        await Keep(3, DisputeState.Open, OrderId.New(Given.Noon));

        Assert.Equal([first.Id, second.Id, third.Id], Ids(await records.Disputes.OfOrder(order)));
        Assert.Empty(await records.Disputes.OfOrder(OrderId.From("""{"$ne":null}""")));
    }

    [Fact]
    public async Task Lists_hold_what_must_be_decided_soonest_first_and_nothing_private()
    {
        var (later, sooner) = (await Keep(0, DisputeState.Open, decideIn: 20), await Keep(1, DisputeState.Open, decideIn: 10));
        var (old, recent) = (await Keep(2, DisputeState.Decided), await Keep(3, DisputeState.Conceded));
        await Keep(4, DisputeState.Draft);
        await Keep(5, DisputeState.Discarded);
        var foreign = await Keep(6, DisputeState.Open, of: OrganisationId.New(Given.Noon), by: ProviderId.New(Given.Noon), decideIn: 15);

        Assert.Equal([sooner.Id, foreign.Id, later.Id, recent.Id, old.Id], Ids(await records.Disputes.Queue(null, 10)));
        Assert.Equal([sooner.Id, later.Id, recent.Id, old.Id], Ids(await records.Disputes.OfBuyer(buyer, null, 10)));
        Assert.Equal([sooner.Id, later.Id, recent.Id, old.Id], Ids(await records.Disputes.OfProvider(provider, null, 10)));
        Assert.Equal([sooner.Id], Ids(await records.Disputes.Queue(null, 1)));
        Assert.Equal([later.Id, recent.Id], Ids(await records.Disputes.OfBuyer(buyer, sooner.Place, 2)));
        Assert.Equal([old.Id], Ids(await records.Disputes.OfProvider(provider, recent.Place, 10)));
        Assert.Equal([later.Id, recent.Id, old.Id], Ids(await records.Disputes.Queue(foreign.Place, 10)));
        Assert.Empty(await records.Disputes.OfBuyer(OrganisationId.From("""{"$ne":null}"""), null, 10));
    }

    [Fact]
    public async Task Of_operators_acts_what_waits_for_a_second_person_comes_first()
    {
        var (done, first, withdrawn, second) = (await Act(0, MoneyActState.Done), await Act(1, MoneyActState.Proposed), await Act(2, MoneyActState.Withdrawn), await Act(3, MoneyActState.Proposed));

        Assert.Equivalent(first, (await records.MoneyActs.Find(first.Id))!.Value, strict: true);
        Assert.Null(await records.MoneyActs.Find(MoneyActId.New(Given.Noon)));
        Assert.Equal([first.Id, second.Id, withdrawn.Id, done.Id], (await records.MoneyActs.List(null, 10)).Select(it => it.Value.Id));
        Assert.Equal([second.Id, withdrawn.Id], (await records.MoneyActs.List(first.Place, 2)).Select(it => it.Value.Id));
    }

    private async Task<MoneyAct> Act(int minute, MoneyActState state)
    {
        var at = Given.Noon.AddMinutes(minute);
        var act = new MoneyAct
        {
            Id = MoneyActId.New(at), Kind = MoneyActKind.Goodwill, Order = order, Milestone = 1, Amount = new Money(500, "CNY"), Consent = "By mail.\nToday.", Reasons = "It was late.", By = "zhou", At = at, SavedAt = at, State = state,
        };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<MoneyAct>.Write(act.Id.Value, act, 0)], [new MoneyActed(act.Id, act.Kind, order, 1, act.Amount, state)], at))).Succeeded);
        return act;
    }

    private static IReadOnlyList<DisputeId> Ids(IReadOnlyList<Document<Dispute>> found) => [.. found.Select(it => it.Value.Id)];

    private async Task<Dispute> Keep(int minute, DisputeState state, OrderId? about = null, OrganisationId? of = null, ProviderId? by = null, int decideIn = 30)
    {
        var at = Given.Noon.AddMinutes(minute);
        var dispute = new Dispute
        {
            Id = DisputeId.New(at), Order = about ?? order, Milestone = 1, Buyer = of ?? buyer, Provider = by ?? provider, Title = new Bilingual("大米中铅", "Lead in rice"), By = Side.Buyer, StartedBy = "wang",
            Reason = DisputeReason.WrongMethod, Remedy = DisputeRemedy.RefundPart, Refund = new Money(500, "CNY"), State = state, OpenedAt = at, DecideBy = at.AddDays(decideIn), StartedAt = at, SavedAt = at,
            Arguments = [new DisputeArgument(1, Side.Buyer, "wang", at, "Not by the method.\nSee page 3.", [new(new string('b', 64), "a.pdf", "application/pdf", 9)])],
            Proposed = new DisputeRuling(400, 100, "Half of it holds.", "lu", at), ConcededBy = state == DisputeState.Conceded ? Side.Buyer : null,
        };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Dispute>.Write(dispute.Id.Value, dispute, 0)], [new DisputeConceded(dispute.Id, dispute.Order, 1, dispute.Buyer, dispute.Provider, Side.Buyer)], at))).Succeeded);
        return dispute;
    }
}
