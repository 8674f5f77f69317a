using Marketplace.Orders.Amend;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>A change of an order in force: who may, what it touches, and what it never does.</summary>
public sealed class ChangeOrderTests
{
    private static readonly DateOnly later = new(2027, 2, 10);

    private readonly ChangeRig rig = new();

    [Fact]
    public async Task Nothing_is_another_before_the_other_side_accepts_and_then_order_and_payments_are_at_once()
    {
        var id = await rig.Agree(MilestoneState.Planned, MilestoneState.Planned, MilestoneState.Funded);
        var added = new ChangeRow(null, false, "Part 4", 50_000, later, ["Raw data"], "All of it is there", 9);
        Assert.True((await rig.Proposes(ChangeRig.Provider, id, new(1, Net: 130_000), new(2, TakeOut: true), new(3, Due: later), added)).Succeeded);

        var proposed = rig.Order(id);
        Assert.Equal((318_000, 106_000L, ChangeState.AwaitingBuyer), (proposed.Total.Amount, rig.Paid(id, 1).Gross.Amount, proposed.Changes[0].State));
        Assert.True(proposed.WaitsFor(Side.Buyer, OrderState.Active));
        rig.Now = rig.Now.AddHours(5);
        Assert.True((await rig.Accepts(ChangeRig.Buyer, id)).Succeeded);

        var order = rig.Order(id);
        Assert.Equal(137_800 + 106_000 + 53_000, order.Total.Amount);
        Assert.Equal([(1, MilestoneState.Planned), (2, MilestoneState.Cancelled), (3, MilestoneState.Funded), (4, MilestoneState.Planned)], order.Milestones.Select(it => (it.Terms.Number, it.State)));
        Assert.Equal((137_800, 7_800), (rig.Paid(id, 1).Gross.Amount, rig.Paid(id, 1).Vat));
        Assert.Equal((53_000, 3_000), (rig.Paid(id, 4).Gross.Amount, rig.Paid(id, 4).Vat));
        Assert.Equal((later, 106_000L), (order.Milestone(3)!.Terms.Due, rig.Paid(id, 3).Held));
        Assert.NotNull(order.Milestone(4)!.CheckCode);
        Assert.Equal((ChangeState.Agreed, "li", "wang", rig.Now), (order.Changes[0].State, order.Changes[0].Proposed.Person, order.Changes[0].Accepted!.Person, order.Changes[0].InForceAt));
        Assert.Equal([OrderStepKind.ChangeProposed, OrderStepKind.Cancelled, OrderStepKind.ChangeAgreed], order.Steps.Select(it => it.Kind));
        Assert.Equal(SomeOrder.Of().Evidence, order.Evidence);
    }

    [Fact]
    public async Task The_document_says_what_changes_is_whole_and_is_what_the_record_names()
    {
        var id = await rig.Agree(MilestoneState.Planned);
        await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 90_000, AcceptanceTest: "Signed by the buyer"));
        await rig.Accepts(ChangeRig.Provider, id);

        var document = Assert.Single(await rig.Orders.Changes(id));
        Assert.True(document.IsWhole);
        Assert.False((document with { Json = document.Json.Replace("90000", "90001", StringComparison.Ordinal) }).IsWhole);
        var frozen = document.Read();
        Assert.Equal((106_000, 95_400, "It takes longer.", Side.Buyer), (frozen.Before.Amount, frozen.After.Amount, frozen.Reason, frozen.By));
        Assert.Equal(("Signed by both", "Signed by the buyer"), (frozen.Milestones[0].Old!.AcceptanceTest, frozen.Milestones[0].New!.AcceptanceTest));
        var events = (await rig.Memory.After(0, 100)).Select(it => it.Event).ToList();
        Assert.Equal(document.Hash, Assert.Single(events.OfType<OrderChangeProposed>()).Hash);
        Assert.Equal((document.Hash, ChangeState.Agreed, true), (Assert.Single(events.OfType<OrderChangeMoved>()).Hash, events.OfType<OrderChangeMoved>().Single().State, events.OfType<OrderChangeMoved>().Single().IsChained));
        Assert.Equal("T15", Assert.Single(events.OfType<MilestoneMoved>()).Row);
        Assert.Equal(95_400, Assert.Single(events.OfType<PaymentRepriced>()).Gross.Amount);
    }

    [Theory]
    [InlineData(MilestoneState.FundingPending, "milestone_being_paid")]
    [InlineData(MilestoneState.Funded, "milestone_paid")]
    [InlineData(MilestoneState.Delivered, "milestone_not_changeable")]
    [InlineData(MilestoneState.Disputed, "milestone_not_changeable")]
    [InlineData(MilestoneState.Released, "milestone_not_changeable")]
    [InlineData(MilestoneState.Cancelled, "milestone_not_changeable")]
    public async Task What_is_paid_or_being_paid_keeps_its_amount_and_it_is_said_at_the_field(MilestoneState state, string code)
    {
        var id = await rig.Agree(MilestoneState.Planned, state);

        foreach (var row in new[] { new ChangeRow(2, Net: 1_000), new ChangeRow(2, TakeOut: true), new ChangeRow(2, Deliverables: ["Other"]) })
        {
            var refused = await rig.Proposes(ChangeRig.Buyer, id, new(1, Net: 2_000), row);
            Assert.Equal((RefusalKind.Conflict, code, "milestones[1].due"), (refused.Refusal!.Kind, refused.Refusal.First.Code, refused.Refusal.First.Field));
        }
        Assert.Equal(1, rig.Version(id));
    }

    [Fact]
    public async Task A_paid_milestones_due_day_ends_where_its_payment_can_no_longer_be_kept()
    {
        var id = await rig.Agree(MilestoneState.Funded);

        Assert.Equal("held_too_short", (await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Due: rig.Clock.Today.AddDays(77)))).Refusal!.First.Code);
        Assert.Equal("bad_day", (await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Due: rig.Clock.Today.AddDays(-1)))).Refusal!.First.Code);
        Assert.True((await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Due: rig.Clock.Today.AddDays(70)))).Succeeded);
    }

    [Fact]
    public async Task One_is_open_at_a_time_and_ends_by_either_side_or_by_its_day()
    {
        var id = await rig.Agree(MilestoneState.Planned);
        Assert.True((await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 1_000))).Succeeded);

        Assert.Equal("change_open", (await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Net: 2_000))).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Forbidden, (await rig.Accepts(ChangeRig.Buyer, id)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await rig.Answer.Withdraw(ChangeRig.Provider, id, 1, rig.Version(id))).Refusal!.Kind);
        Assert.Equal("required", (await rig.Answer.Decline(ChangeRig.Provider, id, 1, rig.Version(id), " ")).Refusal!.First.Code);
        Assert.True((await rig.Answer.Decline(ChangeRig.Provider, id, 1, rig.Version(id), "Too little.")).Succeeded);
        Assert.Equal("change_not_awaited", (await rig.Accepts(ChangeRig.Provider, id)).Refusal!.First.Code);

        Assert.True((await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 3_000))).Succeeded);
        Assert.True((await rig.Answer.Withdraw(ChangeRig.Buyer, id, 2, rig.Version(id))).Succeeded);
        Assert.True((await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 4_000))).Succeeded);
        var until = rig.Order(id).OpenChange!.Until!.Value;
        Assert.Equal((until, rig.Clock.Today.AddDays(15)), (DateTimeOffset.FromUnixTimeMilliseconds(rig.Order(id).Due!.Value), rig.Clock.DayOf(until)));
        rig.Now = until;
        Assert.Equal("change_lapsed", (await rig.Accepts(ChangeRig.Provider, id, 3)).Refusal!.First.Code);
        await rig.Lapse.Change(id, default);
        await rig.Lapse.Change(id, default);

        var order = rig.Order(id);
        Assert.Equal([ChangeState.Declined, ChangeState.Withdrawn, ChangeState.Lapsed], order.Changes.Select(it => it.State));
        Assert.Equal((106_000L, null, "Too little."), (order.Total.Amount, order.Due, order.Changes[0].Ended!.Reason));
        Assert.Single(order.Steps, it => it.Kind == OrderStepKind.ChangeLapsed);
    }

    [Fact]
    public async Task What_has_lapsed_and_is_not_written_down_stands_in_nobodys_way()
    {
        var id = await rig.Agree(MilestoneState.Planned);
        await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 1_000));
        rig.Now = rig.Now.AddDays(20);

        Assert.True((await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Net: 2_000))).Succeeded);
        Assert.Equal([ChangeState.Lapsed, ChangeState.AwaitingBuyer], rig.Order(id).Changes.Select(it => it.State));
    }

    [Fact]
    public async Task A_milestone_that_is_paid_meanwhile_makes_the_acceptance_say_so()
    {
        var id = await rig.Agree(MilestoneState.Planned, MilestoneState.Planned);
        await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(2, Net: 1_000));
        Assert.True((await rig.Move.Run(OrderPayments.Reference(id, 2), Party.Buyer, "wang", MilestoneTable.Fund)).Succeeded);

        var refused = (await rig.Accepts(ChangeRig.Buyer, id)).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "milestone_being_paid", null), (refused.Kind, refused.First.Code, refused.First.Field));
        Assert.StartsWith("Milestone 2: ", refused.First.Message.En, StringComparison.Ordinal);
        Assert.Equal((106_000, ChangeState.AwaitingBuyer), (rig.Paid(id, 2).Gross.Amount, rig.Order(id).Changes[0].State));
    }

    [Fact]
    public async Task Above_the_limit_a_second_person_of_the_buyer_stands_to_it_and_below_none_is_asked()
    {
        await rig.Limit(150_000);
        var id = await rig.Agree(MilestoneState.Planned);
        await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Net: 141_509));
        Assert.Equal(ChangeState.Agreed, (await rig.Accepts(ChangeRig.Buyer, id)).Value.Stands.State);

        await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Net: 150_000));
        Assert.Equal(ChangeState.AwaitingApproval, (await rig.Accepts(ChangeRig.Approver, id, 2)).Value.Stands.State);
        Assert.Equal(150_000, rig.Order(id).Total.Amount);
        Assert.Equal(RefusalKind.Forbidden, (await rig.Answer.Approve(ChangeRig.Buyer, id, 2, rig.Version(id))).Refusal!.Kind);
        Assert.Equal("same_person", (await rig.Answer.Approve(ChangeRig.Approver, id, 2, rig.Version(id))).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Forbidden, (await rig.Answer.Approve(ChangeRig.Provider, id, 2, rig.Version(id))).Refusal!.Kind);
        var second = ChangeRig.Approver with { Person = new("sun", Bilingual.Same("Sun")) };
        Assert.Equal(ChangeState.Agreed, (await rig.Answer.Approve(second, id, 2, rig.Version(id))).Value.Stands.State);
        Assert.Equal((159_000, "zhao", "sun"), (rig.Order(id).Total.Amount, rig.Order(id).Changes[1].Accepted!.Person, rig.Order(id).Changes[1].Approved!.Person));

        // The order is above it already; what does not raise it needs nobody.
        await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Due: later));
        Assert.Equal(ChangeState.AwaitingProvider, rig.Order(id).Changes[2].State);
        Assert.Equal(ChangeState.Agreed, (await rig.Accepts(ChangeRig.Provider, id, 3)).Value.Stands.State);
    }

    [Fact]
    public async Task A_buyers_own_proposal_above_the_limit_goes_to_its_approver_before_it_goes_to_the_provider()
    {
        await rig.Limit(100_000);
        var id = await rig.Agree(MilestoneState.Planned);
        await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 200_000));

        Assert.Equal("change_not_awaited", (await rig.Accepts(ChangeRig.Provider, id)).Refusal!.First.Code);
        Assert.Equal(ChangeState.AwaitingProvider, (await rig.Answer.Approve(ChangeRig.Approver, id, 1, rig.Version(id))).Value.Stands.State);
        Assert.Equal(106_000, rig.Order(id).Total.Amount);
        Assert.Equal(ChangeState.Agreed, (await rig.Accepts(ChangeRig.Provider, id)).Value.Stands.State);

        await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(1, Net: 300_000));
        Assert.True((await rig.Answer.Refuse(ChangeRig.Approver, id, 2, rig.Version(id), "Too dear.")).Succeeded);
        Assert.Equal((212_000, ChangeState.Refused), (rig.Order(id).Total.Amount, rig.Order(id).Changes[1].State));
    }

    [Fact]
    public async Task What_holds_for_offers_holds_for_changes()
    {
        var id = await rig.Agree([.. Enumerable.Repeat(MilestoneState.Planned, 20)]);
        var added = new ChangeRow(null, false, "More", 50_000, later, ["Report"], "Signed", 7);

        Assert.Equal("bad_count@milestones", await Refused(added));
        Assert.Equal("nothing_changed@milestones", await Refused());
        Assert.Equal("nothing_changed@milestones", await Refused(new ChangeRow(1, Net: 100_000, Due: new DateOnly(2027, 1, 15), Deliverables: ["Report"])));
        Assert.Equal("nothing_left@milestones", await Refused([.. Enumerable.Range(1, 20).Select(it => new ChangeRow(it, TakeOut: true))]));
        Assert.Equal("bad_amount@milestones[0].net", await Refused(new ChangeRow(1, Net: 0)));
        Assert.Equal("amount_too_large@milestones[0].net", await Refused(new ChangeRow(1, Net: 99_999_999)));
        Assert.Equal("bad_days@milestones[0].reviewDays", await Refused(new ChangeRow(1, ReviewDays: 4)));
        Assert.Equal("required@milestones[0].deliverables", await Refused(new ChangeRow(1, Deliverables: [])));
        Assert.Equal("required@milestones[0].title", await Refused(added with { Title = null }));
        Assert.Equal("unknown_value@milestones[0]", await Refused(new ChangeRow(21, Net: 1)));
        Assert.Equal("twice@milestones[1]", await Refused(new ChangeRow(1, Net: 500), new ChangeRow(1, Net: 600)));
        Assert.Equal("not_changeable@milestones[0]", await Refused(new ChangeRow(1, Title: "Other")));
        var wrong = new ChangeInput(" ", [new ChangeRow(1, Net: 500)], VatBasisPoints: 5001, ValidDays: 61);
        Assert.Equal(["reason", "vatBasisPoints", "validDays"], (await rig.Propose.Run(ChangeRig.Buyer, id, 1, wrong)).Refusal!.Problems.Select(it => it.Field));
        Assert.Equal(1, rig.Version(id));

        async Task<string> Refused(params ChangeRow[] rows)
        {
            var problem = (await rig.Proposes(ChangeRig.Buyer, id, rows)).Refusal!.First;
            return $"{problem.Code}@{problem.Field}";
        }
    }

    [Fact]
    public async Task A_version_that_was_not_seen_is_refused_and_a_request_sent_twice_is_done_once()
    {
        var id = await rig.Agree(MilestoneState.Planned);
        var input = new ChangeInput("Why", [new ChangeRow(1, Net: 1_000)]);
        Assert.Equal(RefusalKind.Stale, (await rig.Propose.Run(ChangeRig.Buyer, id, 7, input)).Refusal!.Kind);
        var command = new Api.ApiCommand("key", "print");

        Assert.True((await rig.Propose.Run(ChangeRig.Buyer, id, 1, input, command)).Succeeded);
        var again = await rig.Propose.Run(ChangeRig.Buyer, id, 1, input, command);
        Assert.Equal((1, ChangeState.AwaitingProvider), (again.Value.Stands.Change, again.Value.Stands.State));
        Assert.Single(rig.Order(id).Changes);
        Assert.Equal(RefusalKind.Stale, (await rig.Answer.Accept(ChangeRig.Provider, id, 1, 1)).Refusal!.Kind);
    }

    [Fact]
    public async Task An_order_that_is_not_in_force_is_not_changed()
    {
        var id = await rig.Agree(MilestoneState.Released, MilestoneState.Cancelled);

        Assert.Equal("order_not_active", (await rig.Proposes(ChangeRig.Buyer, id, new ChangeRow(null, false, "More", 50_000, later, ["Report"], "Signed", 7))).Refusal!.First.Code);
    }
}
