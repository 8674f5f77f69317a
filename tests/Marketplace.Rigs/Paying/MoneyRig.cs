using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Simulated;
using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Calls;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marketplace.Rigs.Paying;

/// <summary>
/// The real code of milestones, payments, calls, hints and scheduler over a store in memory and the simulated provider, whose memory is a store of
/// its own; time moves by hand. A test may put itself between the parts and the store, and between them and the provider.
/// </summary>
internal sealed class MoneyRig
{
    private readonly ILogger<Scheduler> logger;
    private long folded;

    public MoneyRig(
        Func<IStore, IStore>? store = null, Func<IPaymentGateway, IPaymentGateway>? gateway = null, Func<IStore, IStore>? inbox = null, ILogger<Scheduler>? logger = null, MilestoneRules? rules = null, long mostAgain = 1_000_000, bool stripe = false)
    {
        this.logger = logger ?? NullLogger<Scheduler>.Instance;
        Clock = new MarketClock(Time, TimeZoneInfo.Utc);
        Store = store?.Invoke(Memory) ?? Memory;
        Payments = new MemoryPayments(Memory);
        Ledger = new MemoryLedger(Memory);
        Home = new RigHome(Memory);
        Take = new TakeHint(inbox?.Invoke(Memory) ?? Store, Clock);
        Provider = new SimulatedGateway(Bank, new MemoryPayments(Bank), Take, Clock);
        if (stripe) Stripe = new StripeAtRig(new StripeFake(Time), Clock, Take);
        IPaymentGateway provider = Stripe?.Gateway ?? (IPaymentGateway)Provider;
        Gateway = gateway?.Invoke(provider) ?? provider;
        Rules = rules ?? new MilestoneRules();
        var money = new OpenMoney(Payments, Gateway, Clock);
        Move = new MoveMilestone(Store, Home, money, Rules, Clock);
        Disputes = new MoveDispute(Move, Clock);
        Home.Ringer = new RingMilestone(Home, Move, Clock);
        var results = new ApplyResults(Store, Payments, money, [new MilestoneMoney(Home, Rules)], Clock);
        Send = new SendCalls(Store, Payments, Gateway, results, Clock) { MostAgain = mostAgain };
        Stuck = new SettleStuckCall(Payments, Gateway, results);
        Acts = new CarryOutMoneyAct(Store, Home, Move, Disputes, money, Stuck, Clock);
        Hints = new ApplyHints(Store, Payments, Gateway, results, new FollowAccount(Store, Payments, [], Clock), Clock);
        // What is read from the list itself is not lost on its way.
        Sweep = new SweepEvents(Store, Payments, Gateway, new TakeHint(Store, Clock), Clock);
        Fold = new FoldBalances(Store, Ledger, Clock);
        Scheduler = NewScheduler();
    }

    public RigTime Time { get; } = new();
    public MarketClock Clock { get; }
    public MemoryStore Memory { get; } = new();
    /// <summary>What the provider remembers.</summary>
    public MemoryStore Bank { get; } = new();
    public IStore Store { get; }
    public MemoryPayments Payments { get; }
    public MemoryLedger Ledger { get; }
    public RigHome Home { get; }
    public SimulatedGateway Provider { get; }
    /// <summary>In the simulated provider's place, where the rig was made with it.</summary>
    public StripeAtRig? Stripe { get; }
    public IPaymentGateway Gateway { get; }
    public MilestoneRules Rules { get; }
    public MoveMilestone Move { get; }
    public MoveDispute Disputes { get; }
    public TakeHint Take { get; }
    public SendCalls Send { get; }
    public SettleStuckCall Stuck { get; }
    public CarryOutMoneyAct Acts { get; }
    public ApplyHints Hints { get; }
    public SweepEvents Sweep { get; }
    public FoldBalances Fold { get; }
    public Scheduler Scheduler { get; private set; }

    /// <summary>A milestone of an order in force, agreed and not paid for.</summary>
    public async Task<string> Agree(string reference, long gross, FeeTerms fees, string currency = "CNY", string payee = "prv_1", int reviewDays = 10)
    {
        var due = Clock.Today.AddDays(20);
        var terms = new MilestoneTerms(1, "testing", new Money(gross, currency), new Money(0, currency), due, ["report"], "as agreed", reviewDays);
        var payment = Payment.Of(reference, "org_1", payee, new Money(gross, currency), 0, fees);
        if (Stripe is not null && await Payments.PayoutAccount(payee) is null)
        {
            Stripe.Fake.Open($"acct_{payee}");
            await Memory.Commit(new Changes([StoredAs<PayoutAccount>.Write(payee, new PayoutAccount { Payee = payee, Account = $"acct_{payee}", CanBePaid = true, ReadAt = Clock.Now }, 0)], [], Clock.Now));
        }
        await Memory.Commit(new Changes(
            [StoredAs<Payment>.Write(reference, payment, 0), StoredAs<RigMilestone>.Write(reference, new RigMilestone(reference, new Milestone { Terms = terms }, true), 0)], [], Clock.Now));
        return reference;
    }

    public Task<Outcome<Milestone>> Do(string reference, Party by, Func<MilestoneNow, Outcome<MilestoneStep>> move, string person = "somebody", Command? command = null) =>
        Move.Run(reference, by, person, move, command);

    public Milestone Milestone(string reference) => Memory.Find<RigMilestone>(reference)!.Value.Milestone;

    public Payment Paid(string reference) => Memory.Find<Payment>(reference)!.Value;

    public IReadOnlyList<SimulatedPayment> AtProvider => Stripe is null ? [.. Bank.Current<SimulatedPayment>().Select(it => it.Value)] : FakeView.Of(Stripe.Fake);

    /// <summary>What the provider holds for the platform.</summary>
    public long AtProviderInAll => Stripe?.Fake.Balance("cny") ?? AtProvider.Sum(it => it.Balance.Amount);

    /// <summary>Somebody at the payment page.</summary>
    public async Task Choose(string session, TestChoice choice)
    {
        if (Stripe is null) await Provider.Choose(session, choice);
        else Stripe.Choose(session, choice);
    }

    /// <summary>Lets everything that is due happen, as often as it makes more.</summary>
    public async Task Settle()
    {
        for (var round = 0; round < 200; round++)
        {
            var worked = (Stripe is null ? 0 : await Stripe.Work()) + await Send.Round(default) + await Scheduler.Round(default) + await Hints.Round(default);
            await Sweep.Round(default);
            if (worked == 0) break;
        }
        await HearBalances();
    }

    /// <summary>Moves time on and lets everything happen, a step at a time, as a site that is up would.</summary>
    public async Task Pass(TimeSpan time, TimeSpan? step = null)
    {
        var until = Time.Now + time;
        while (Time.Now < until)
        {
            var next = Time.Now + (step ?? TimeSpan.FromMinutes(10));
            Time.Now = next < until ? next : until;
            await Settle();
        }
    }

    public async Task HearBalances(int again = 0)
    {
        var events = await Memory.After(folded - Math.Min(again, folded), int.MaxValue);
        if (events.Count == 0) return;
        await Fold.Hear(events, default);
        folded = events[^1].Position;
    }

    /// <summary>The site starts again: what it kept in memory is gone.</summary>
    public void Restart() => Scheduler = NewScheduler();

    public async Task<long> Balance(string account, string currency = "CNY") => (await Ledger.Balance(account, currency))?.Value.Posted ?? 0;

    private Scheduler NewScheduler() => new(Memory, [Home, Provider], Clock, Time, logger);
}
