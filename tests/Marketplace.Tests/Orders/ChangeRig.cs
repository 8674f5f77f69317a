using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Orders.Amend;
using Marketplace.Orders.Clocks;
using Marketplace.Payments;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>The real use cases of change orders over a store in memory, with orders that have their payments.</summary>
internal sealed class ChangeRig
{
    private readonly MoneyRig money = new();

    public ChangeRig()
    {
        money.Time.Now = SomeOrder.Noon;
        Orders = new MemoryOrders(money.Memory);
        Writer = new OrderWriter(money.Memory);
        var open = new OpenMoney(money.Payments, money.Gateway, money.Clock);
        var steps = new OrderSteps(Orders, new MemoryOffers(money.Memory), Writer);
        var answers = new ChangeAnswers(Orders, new CarryOutChange(open, money.Rules, money.Clock), money.Clock);
        Propose = new ProposeChange(steps, Writer, answers, new TransferRules(By: null), money.Clock);
        Answer = new AnswerChange(steps, Writer, answers, money.Clock);
        Move = new MoveMilestone(money.Memory, new MilestoneHome(Orders, money.Clock), open, money.Rules, money.Clock);
        Lapse = new LapseOrders(Orders, new MemoryOffers(money.Memory), Writer, money.Clock);
    }

    public static Actor Buyer { get; } = Somebody("wang", SomeOrder.Buyer, Role.Buyer);

    public static Actor Approver { get; } = Somebody("zhao", SomeOrder.Buyer, Role.Approver, Role.Buyer);

    public static Actor Provider { get; } = new(new Person("li", Bilingual.Same("li")), new ActingFor(OrganisationId.From("org_00000000000000000000000001"), Bilingual.Same("Lab"), [Role.ProviderEditor], [SomeOrder.Provider]), Strength.Passkey);

    public MemoryOrders Orders { get; }
    public OrderWriter Writer { get; }
    public ProposeChange Propose { get; }
    public AnswerChange Answer { get; }
    public MoveMilestone Move { get; }
    public LapseOrders Lapse { get; }
    public MemoryStore Memory => money.Memory;
    public MarketClock Clock => money.Clock;

    public DateTimeOffset Now
    {
        get => money.Time.Now;
        set => money.Time.Now = value;
    }

    /// <summary>An order in force with a payment for each milestone, paid where the milestone is past that.</summary>
    public async Task<OrderId> Agree(params MilestoneState[] states)
    {
        var order = SomeOrder.Of(null, states);
        order = order with { Milestones = [.. order.Milestones.Select(it => it.State == MilestoneState.Planned ? it : Past(it))] };
        var payments = order.Milestones.Select(it => Payment.Of(OrderPayments.Reference(order.Id, it.Terms.Number), order.Buyer.Value, order.Provider.Value, Shares.Gross(it.Terms), it.Terms.Vat.Amount, order.Fees))
            .Zip(order.Milestones, (payment, it) => it.State is MilestoneState.Planned or MilestoneState.Cancelled ? payment
                : it.State == MilestoneState.FundingPending ? payment with { Collecting = new Session("mk", Now) }
                : payment with { CollectedAt = Now, Charge = "ch_1", Held = payment.Gross.Amount });
        var saved = await Memory.Commit(new Changes([StoredAs<Order>.Write(order.Id.Value, order, 0), .. payments.Select(it => StoredAs<Payment>.Write(it.Reference, it, 0))], [], Now));
        if (!saved.Succeeded) throw new InvalidOperationException(saved.Refusal.First.Message.En);
        return order.Id;
    }

    public Task Limit(long minor, string currency = "CNY") =>
        Memory.Commit(new Changes([StoredAs<BuyingTerms>.Write(SomeOrder.Buyer.Value, new BuyingTerms(new Money(minor, currency), null, null), 0)], [], Now));

    public Order Order(OrderId id) => Memory.Find<Order>(id.Value)!.Value;

    public long Version(OrderId id) => Memory.Find<Order>(id.Value)!.Version;

    public Payment Paid(OrderId id, int milestone) => Memory.Find<Payment>(OrderPayments.Reference(id, milestone))!.Value;

    public Task<Outcome<Written<ChangeSaved>>> Proposes(Actor who, OrderId id, params ChangeRow[] rows) => Propose.Run(who, id, Version(id), new ChangeInput("It takes longer.", rows));

    public Task<Outcome<Written<ChangeSaved>>> Accepts(Actor who, OrderId id, int change = 1) => Answer.Accept(who, id, change, Version(id));

    private Milestone Past(Milestone it) => it with
    {
        HoldLimit = Now.AddDays(81), FundedAt = Now, DeliveredAt = Now, ReviewEndsAt = Now.AddDays(40),
        Dispute = it.State == MilestoneState.Disputed ? new MilestoneDispute(Party.Buyer, Now, Now.AddDays(7), Now.AddDays(30)) : null,
    };

    private static Actor Somebody(string name, OrganisationId organisation, params Role[] roles) =>
        new(new Person(name, Bilingual.Same(name)), new ActingFor(organisation, Bilingual.Same("Wang"), roles, []), Strength.Passkey);
}
