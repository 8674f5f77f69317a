using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Disputes;

/// <summary>Who may do what in a dispute, how it stands, and how it ends.</summary>
public sealed class DisputeTests
{
    [Fact]
    public async Task Only_an_arbiter_who_is_of_neither_side_and_surely_known_decides()
    {
        var office = new DisputeOffice();
        var id = await office.Opened();
        office.Time.Now += TimeSpan.FromDays(8);
        Task<Outcome<Written<DisputeSaved>>> By(Actor actor) => office.Decide.Run(actor, id, 1, 106_000, 0, "It holds.");
        Actor Arbiter(ActingFor? acting = null, Strength strength = Strength.Passkey) => DisputeOffice.Staff("lu", PlatformRole.Arbiter, acting, strength);

        Assert.Equal("forbidden", (await By(DisputeOffice.Staff("zhou", PlatformRole.Operator))).Refusal!.First.Code);
        Assert.Equal("forbidden", (await By(office.Buyer)).Refusal!.First.Code);
        Assert.Equal(RefusalKind.NotFound, (await By(Arbiter(strength: Strength.Password))).Refusal!.Kind);
        Assert.Equal("conflict_of_interest", (await By(Arbiter(office.Buyer.For))).Refusal!.First.Code);
        Assert.Equal("conflict_of_interest", (await By(Arbiter(office.Provider.For! with { Roles = [] }))).Refusal!.First.Code);
        Assert.Equal("required", (await office.Decide.Run(Arbiter(), id, 1, 106_000, 0, " ")).Refusal!.First.Code);
        Assert.Equal("bad_amount", (await office.Decide.Run(Arbiter(), id, 1, -1, 106_001, "It holds.")).Refusal!.First.Code);
        Assert.Equal("decision_not_whole", (await office.Decide.Run(Arbiter(), id, 1, 106_000, 1, "It holds.")).Refusal!.First.Code);
        Assert.True((await By(Arbiter())).Succeeded);
        Assert.Equal((DisputeState.Decided, 106_000, "lu"), (office.Dispute.State, office.Dispute.Ruling!.Release, office.Dispute.Ruling.By));
        Assert.Equal(DisputeStage.CarriedOut, DisputeStages.Of(office.Dispute, office.Milestone, office.Clock.Now));
    }

    [Fact]
    public async Task To_act_for_another_organisation_makes_no_member_of_a_side_impartial()
    {
        var office = new DisputeOffice();
        var id = await office.Opened();
        office.Time.Now += TimeSpan.FromDays(8);
        var now = office.Clock.Now;
        var buyers = Organisation.Found(SomeOrder.Buyer, Bilingual.Same("Buyers"), "lu", [], now);
        Assert.True((await office.Store.Commit(new Changes([StoredAs<Organisation>.Write(buyers.Id.Value, buyers, 0), Membership.Of("lu", buyers.Id, now)], [], now))).Succeeded);

        var elsewhere = new ActingFor(OrganisationId.New(now), Bilingual.Same("Elsewhere"), [Role.Buyer], []);
        foreach (var acting in new[] { elsewhere, null })
            Assert.Equal("conflict_of_interest", (await office.Decide.Run(DisputeOffice.Staff("lu", PlatformRole.Arbiter, acting), id, 1, 106_000, 0, "It holds.")).Refusal!.First.Code);
        Assert.True((await office.Decide.Run(DisputeOffice.Staff("lin", PlatformRole.Arbiter, elsewhere), id, 1, 106_000, 0, "It holds.")).Succeeded);
    }

    [Fact]
    public async Task An_arbiter_sees_orders_with_a_dispute_and_no_others()
    {
        var (quiet, disputed) = (new DisputeOffice(), new DisputeOffice());
        await disputed.Opened();
        var arbiter = DisputeOffice.Staff("lu", PlatformRole.Arbiter);
        async Task<bool> Sees(DisputeOffice office) =>
            (await new OrderSteps(new Adapters.Memory.MemoryOrders(office.Store), new Adapters.Memory.MemoryOffers(office.Store), new OrderWriter(office.Store)).Open(arbiter, office.Id, default)).Succeeded;
        Assert.False(await Sees(quiet));
        Assert.True(await Sees(disputed));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Giving_in_hands_all_that_is_held_to_the_other_and_whoever_did_cannot_begin_anew(bool buyer)
    {
        var office = new DisputeOffice();
        var id = await office.Opened();
        var who = buyer ? office.Buyer : office.Provider;

        Assert.True((await office.Argue.Concede(who, id, 1)).Succeeded);
        Assert.Equal(buyer ? (MilestoneState.Accepted, 0L, 106_000L, 0L) : (MilestoneState.Refunding, 0L, 0L, 106_000L), (office.Milestone.State, office.Payment.Held, office.Payment.Accepted, office.Payment.Refunding));
        Assert.Equal((DisputeState.Conceded, buyer ? Side.Buyer : Side.Provider), (office.Dispute.State, office.Dispute.ConcededBy));
        Assert.Equal("not_in_this_state", (await office.Argue.Add(who, id, 2, "One thing more.")).Refusal!.First.Code);
        var again = await office.Open.Run(office.Buyer, office.Id, 1, office.Store.Find<Order>(office.Id.Value)!.Version, DisputeOffice.Input());
        Assert.Equal(buyer ? "conceded" : "not_in_this_state", again.Refusal!.First.Code);
    }

    [Fact]
    public async Task The_other_side_answers_once_and_then_both_may_add()
    {
        var office = new DisputeOffice();
        var id = await office.Opened();
        Assert.Equal("not_yours_to_answer", (await office.Argue.Answer(office.Buyer, id, 1, "My own.")).Refusal!.First.Code);
        Assert.Equal("answer_first", (await office.Argue.Add(office.Provider, id, 1, "By the way.")).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Stale, (await office.Argue.Answer(office.Provider, id, 7, "It can.")).Refusal!.Kind);
        Assert.True((await office.Argue.Answer(office.Provider, id, 1, "It can.")).Succeeded);
        Assert.True((await office.Argue.Add(office.Provider, id, 2, "Here is how.")).Succeeded);
        Assert.True((await office.Argue.Add(office.Buyer, id, 3, "Not here.")).Succeeded);
        Assert.Equal([(1, Side.Buyer), (2, Side.Provider), (3, Side.Provider), (4, Side.Buyer)], office.Dispute.Arguments.Select(it => (it.Number, it.Side)));
        Assert.Equal(DisputeStage.AwaitingDecision, DisputeStages.Of(office.Dispute, office.Milestone, office.Clock.Now));
    }

    [Fact]
    public async Task How_it_stands_follows_from_the_clock_and_the_milestone()
    {
        var office = new DisputeOffice();
        await office.Opened();
        DisputeStage Stage(TimeSpan later, MilestoneState? state = null) => DisputeStages.Of(office.Dispute, state is { } other ? office.Milestone with { State = other } : office.Milestone, office.Clock.Now + later);
        Assert.Equal(DisputeStage.AwaitingAnswer, Stage(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1)));
        Assert.Equal(DisputeStage.AwaitingDecision, Stage(TimeSpan.FromDays(7)));
        Assert.Equal(DisputeStage.Overdue, Stage(TimeSpan.FromDays(30), MilestoneState.Review));
        Assert.Equal(DisputeStage.Over, Stage(TimeSpan.Zero, MilestoneState.Refunded));
        Assert.Equal(office.Clock.Now.AddDays(30), office.Dispute.DecideBy);
    }

    [Fact]
    public void The_payment_cannot_be_held_for_ever_so_it_is_decided_a_week_before_that()
    {
        var office = new DisputeOffice(milestone: it => it with { HoldLimit = it.FundedAt + TimeSpan.FromDays(20) });
        Assert.Equal(office.Clock.Now.AddDays(13), new Func<Dispute>(() => { office.Opened().Wait(); return office.Dispute; })().DecideBy);
    }

    [Fact]
    public void Of_two_arbiters_who_agree_the_first_ones_reasons_stand_and_another_amount_begins_anew()
    {
        var office = new DisputeOffice();
        var open = new Dispute
        {
            Id = DisputeId.New(SomeOrder.Noon), Order = office.Id, Milestone = 1, Buyer = SomeOrder.Buyer, Provider = SomeOrder.Provider, Title = Bilingual.Same("Lead"), By = Side.Buyer, StartedBy = "wang",
            State = DisputeState.Open, StartedAt = SomeOrder.Noon, SavedAt = SomeOrder.Noon,
        };
        DisputeRuling By(string arbiter, long release) => new(release, 100 - release, $"{arbiter} says so.", arbiter, SomeOrder.Noon);
        var (undecided, decided) = (office.Milestone, office.Milestone with { Decision = new MilestoneDecision(60, 40, SomeOrder.Noon) });

        var first = open.Ruled(undecided, By("lu", 60));
        Assert.Equal((DisputeState.Open, "lu"), (first.State, first.Proposed!.By));
        var agreed = first.Ruled(decided, By("gu", 60));
        Assert.Equal((DisputeState.Decided, "lu", "gu", (DisputeRuling?)null), (agreed.State, agreed.Ruling!.By, agreed.SecondBy, agreed.Proposed));
        Assert.Equal("gu", first.Ruled(undecided, By("gu", 50)).Proposed!.By);
        Assert.Equal(("lu", null), (open.Ruled(decided, By("lu", 60)).Ruling!.By, open.Ruled(decided, By("lu", 60)).SecondBy));
    }
}
