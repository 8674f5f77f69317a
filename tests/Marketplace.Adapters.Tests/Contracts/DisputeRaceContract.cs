using Marketplace.Adapters.Simulated;
using Marketplace.Disputes;
using Marketplace.Disputes.Open;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Orders.Work;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>The buyer accepts, the buyer's colleague disputes and the clock accepts, all at once and having seen the same: one of them wins.</summary>
public abstract class DisputeRaceContract(Records records, int rounds, ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset reviewOver = Given.Noon.AddDays(8);
    private readonly OrganisationId buyer = OrganisationId.New(Given.Noon);
    private readonly ProviderId provider = ProviderId.New(Given.Noon);
    private readonly MarketClock clock = new(new Still(reviewOver), TimeZoneInfo.Utc);

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_accepting_disputing_and_the_clock_at_once_one_wins_and_the_others_are_told_the_state()
    {
        var rules = new MilestoneRules();
        var home = new MilestoneHome(records.Orders, clock);
        var move = new MoveMilestone(records.Store, home, new OpenMoney(records.Payments, new NoGateway(), clock), rules, clock);
        var (writer, ring) = (new OrderWriter(records.Store), new RingMilestone(home, move, clock));
        var orders = new OrderSteps(records.Orders, records.Offers, writer);
        var work = new WorkOnMilestone(orders, move, null!, null!);
        var open = new OpenDispute(new DisputeSteps(records.Disputes, orders, writer, records.Store, clock), orders, new MoveDispute(move, clock), clock);
        var (wang, zhao) = (Buyer("wang"), Buyer("zhao"));
        var won = new Dictionary<string, int> { ["buyer"] = 0, ["clock"] = 0, ["dispute"] = 0 };
        for (var round = 0; round < rounds; round++)
        {
            var id = await Delivered();
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Func<Task<Refusal?>>[] acts =
            [
                async () => (await work.Accept(wang, id, 1, 1)).Refusal,
                async () => (await open.Run(zhao, id, 1, 1, new DisputeInput(DisputeReason.WrongResult, ["It cannot be reproduced."], DisputeRemedy.RefundAll))).Refusal,
                async () => { await ring.Run(OrderPayments.Reference(id, 1), default); return null; },
            ];
            // Whoever is asked first is often first.
            var all = acts.Select((act, i) => (act, i)).OrderBy(it => (it.i + round) % 3).Select(it => (it.i, Refusal: At(start.Task, it.act))).ToList();
            start.SetResult();
            await Task.WhenAll(all.Select(it => it.Refusal));
            var refusals = all.OrderBy(it => it.i).Select(it => it.Refusal.Result).ToList();

            var (order, payment) = ((await records.Orders.Find(id))!, (await records.Payments.Payment(OrderPayments.Reference(id, 1)))!.Value);
            var (milestone, disputes) = (order.Value.Milestones[0], await records.Disputes.OfOrder(id));
            var winner = refusals[0] is null ? "buyer" : refusals[1] is null ? "dispute" : "clock";
            won[winner]++;
            Assert.Equal(2, order.Version);
            Assert.True(refusals[0] is not null || refusals[1] is not null, "two won");
            Assert.All(refusals.Take(2).OfType<Refusal>(), it => Assert.True(it is { Kind: RefusalKind.Stale, Current: 2 } || (it.Kind == RefusalKind.Conflict && it.First.Code == "not_in_this_state"), it.First.Message.En));
            Assert.Equal(winner == "dispute" ? (MilestoneState.Disputed, 106_000L, 1) : (MilestoneState.Accepted, 0L, 0), (milestone.State, payment.Held, disputes.Count));
            Assert.Single(order.Value.Steps, it => it.Kind is OrderStepKind.Accepted or OrderStepKind.Disputed);
            Assert.Equal(winner == "dispute", disputes is [{ Value.State: DisputeState.Open }]);
        }
        output.WriteLine(string.Join(", ", won.Select(it => $"{it.Key} {it.Value}")));
        Assert.True(rounds < 1_000 || won.Values.All(it => it > 0), "somebody never won");
    }

    private Actor Buyer(string person) => new(new Person(person, Bilingual.Same(person)), new ActingFor(buyer, Bilingual.Same("Buyers"), [Role.Buyer], []), Strength.Passkey);

    private async Task<OrderId> Delivered()
    {
        var (id, at) = (OrderId.New(Given.Noon), Given.Noon);
        var terms = new MilestoneTerms(1, "Tests", new Money(100_000, "CNY"), new Money(6_000, "CNY"), new DateOnly(2027, 1, 15), ["Report"], "Signed", 7);
        var order = new Order
        {
            Id = id, Listing = ListingId.New(at), Provider = provider, Buyer = buyer, PlacedBy = "wang", Title = Bilingual.Same("Lead in rice"), Way = OrderWay.PublishedPrice, Quantity = 1,
            Purchase = new PurchaseDetails(null, "Ltd.", null), Contract = ContractFacts.Agreed(ContractKind.Service), Evidence = new string('a', 64), Certificates = [], Fees = new FeeTerms(1, 500, 600),
            Confirmation = Confirmation.Given, PlacedAt = at, SavedAt = at,
            Milestones = [new Milestone { Terms = terms, State = MilestoneState.Delivered, FundedAt = at, HoldLimit = at.AddDays(81), DeliveredAt = at, ReviewEndsAt = at.AddDays(7), Reminders = 2 }],
        };
        var payment = Payment.Of(OrderPayments.Reference(id, 1), buyer.Value, provider.Value, new Money(106_000, "CNY"), 6_000, order.Fees) with { CollectedAt = at, Charge = "ch_1", Held = 106_000 };
        Assert.True((await records.Store.Commit(new Changes([StoredAs<Order>.Write(id.Value, order, 0), StoredAs<Payment>.Write(payment.Reference, payment, 0)], [], at))).Succeeded);
        return id;
    }

    private static Task<Refusal?> At(Task start, Func<Task<Refusal?>> act) => Task.Run(async () =>
    {
        await start;
        return await act();
    });

    private sealed class Still(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
