using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Simulated;
using Marketplace.Disputes.Argue;
using Marketplace.Disputes.Decide;
using Marketplace.Disputes.Open;
using Marketplace.Disputes.Operate;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Calls;
using Marketplace.Payments.Hints;
using Marketplace.Providers;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Disputes;

/// <summary>The use cases of disputes and of operators over a store in memory, and one order of one milestone that is paid and stands where a test wants it.</summary>
internal sealed class DisputeOffice
{
    public const long Gross = 106_000;

    public DisputeOffice(MilestoneState state = MilestoneState.Delivered, Func<Milestone, Milestone>? milestone = null, Func<Payment, Payment>? payment = null, long twoAbove = 5_000_000)
    {
        Clock = new MarketClock(Time, TimeZoneInfo.Utc);
        var rules = new MilestoneRules { TwoDecideAbove = twoAbove };
        var (payments, orders) = (new MemoryPayments(Store), new MemoryOrders(Store));
        Gateway = new SimulatedGateway(new MemoryStore(), new MemoryPayments(new MemoryStore()), new TakeHint(Store, Clock), Clock);
        var (home, money, writer) = (new MilestoneHome(orders, Clock), new OpenMoney(payments, Gateway, Clock), new OrderWriter(Store));
        var move = new MoveMilestone(Store, home, money, rules, Clock);
        var (disputes, orderSteps) = (new MoveDispute(move, Clock), new OrderSteps(orders, new MemoryOffers(Store), writer));
        var steps = new DisputeSteps(new MemoryDisputes(Store), orderSteps, writer, Store, Clock);
        Open = new OpenDispute(steps, orderSteps, disputes, Clock);
        Argue = new ArgueDispute(steps, disputes, null!, Clock);
        Decide = new DecideDispute(steps, new WhoDecides(new WhoActs(new MemoryMemberships(Store), new MemoryOrganisations(Store), new ProviderNames(new MemoryProviders(Store)))), disputes);
        var settle = new SettleStuckCall(payments, Gateway, new ApplyResults(Store, payments, money, [new MilestoneMoney(home, rules)], Clock));
        Act = new ActOnMoney(Store, orders, payments, new MemoryMoneyActs(Store), new CarryOutMoneyAct(Store, home, move, disputes, money, settle, Clock), rules, Clock);

        var (at, order) = (Clock.Now, SomeOrder.Of(null, state));
        var stands = order.Milestones[0] with { FundedAt = at, HoldLimit = at.AddDays(81), DeliveredAt = at, ReviewEndsAt = at.AddDays(7), Reminders = 2 };
        order = order with { Milestones = [milestone?.Invoke(stands) ?? stands] };
        var paid = Payment.Of(OrderPayments.Reference(order.Id, 1), order.Buyer.Value, order.Provider.Value, new Money(Gross, "CNY"), 6_000, order.Fees) with { CollectedAt = at, Charge = "ch_1", Held = Gross };
        paid = payment?.Invoke(paid) ?? paid;
        Assert.True(Store.Commit(new Changes([StoredAs<Order>.Write(order.Id.Value, order, 0), StoredAs<Payment>.Write(paid.Reference, paid, 0)], [], at)).Result.Succeeded);
        Id = order.Id;
    }

    public RigTime Time { get; } = new();
    public MarketClock Clock { get; }
    public MemoryStore Store { get; } = new();
    public SimulatedGateway Gateway { get; }
    public OrderId Id { get; }
    public OpenDispute Open { get; }
    public ArgueDispute Argue { get; }
    public DecideDispute Decide { get; }
    public ActOnMoney Act { get; }

    public Actor Buyer { get; } = new(new Person("wang", Bilingual.Same("Wang")), new ActingFor(SomeOrder.Buyer, Bilingual.Same("Buyers"), [Role.Buyer], []), Strength.Passkey);

    public Actor Provider { get; } = new(new Person("li", Bilingual.Same("Li")), new ActingFor(OrganisationId.New(SomeOrder.Noon), Bilingual.Same("Lab"), [Role.ProviderAdmin], [SomeOrder.Provider]), Strength.Passkey);

    public Order Order => Store.Find<Order>(Id.Value)!.Value;

    public Milestone Milestone => Order.Milestones[0];

    public Payment Payment => Store.Find<Payment>(OrderPayments.Reference(Id, 1))!.Value;

    public Dispute Dispute => Assert.Single(Store.Current<Dispute>()).Value;

    public static Actor Staff(string person, PlatformRole role, ActingFor? acting = null, Strength strength = Strength.Passkey) => new(new Person(person, Bilingual.Same(person)), acting, strength) { Platform = [role] };

    public static DisputeInput Input(DisputeRemedy remedy = DisputeRemedy.RefundAll) => new(DisputeReason.WrongResult, ["It cannot be reproduced."], remedy);

    public async Task<DisputeId> Opened() => (await Open.Run(Buyer, Id, 1, 1, Input())).Value.Stands.Id;
}
