using System.Globalization;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>
/// Stripe as far as the marketplace uses it, with a memory, a clock of its own, balances, its idempotency layer, and everything that can go wrong on the
/// way. Its answers are held to Stripe's own description of its API by a test.
/// </summary>
public sealed partial class StripeFake
{
    private readonly Lock busy = new();
    private readonly TimeProvider time;
    private readonly Dictionary<string, int> numbers = [];

    public StripeFake(TimeProvider time)
    {
        this.time = time;
        Tellings = new FakeTellings(() => Now);
    }

    public FakeTellings Tellings { get; }
    public List<FakeSession> Sessions { get; } = [];
    public List<FakeCharge> Charges { get; } = [];
    public List<FakeRefund> Refunds { get; } = [];
    public List<FakeTransfer> Transfers { get; } = [];
    public List<FakeTransaction> Transactions { get; } = [];
    public List<FakeDispute> Disputes { get; } = [];
    public List<FakeWarning> Warnings { get; } = [];
    public Dictionary<string, FakeAccount> Accounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Refunds of it fail half a minute after they were said to have worked.</summary>
    public HashSet<string> RefundsFailOf { get; } = new(StringComparer.Ordinal);

    /// <summary>How often paying from a charge is still refused.</summary>
    public Dictionary<string, int> PayoutRefusalsOf { get; } = new(StringComparer.Ordinal);

    /// <summary>In tenths of a percent, as a card's.</summary>
    public int FeePerThousand { get; set; } = 29;

    /// <summary>Seconds since 1970.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>What the platform has there.</summary>
    public long Balance(string currency) => Transactions.Where(it => it.Currency == currency).Sum(it => it.Net);

    public FakeSession Session(string id) => Sessions.First(it => it.Id == id);

    /// <summary>The payer pays. Nothing where the session is over, as the page would say.</summary>
    public void Pay(string session) => Locked(() =>
    {
        if (OpenSession(session) is not { } it) return;
        it.Status = "complete";
        Arrive(it);
        Tellings.Happened("checkout.session.completed", it.Show());
    });

    /// <summary>The payer pays by a debit, which takes a while and may fail.</summary>
    public void PayLater(string session, long seconds = 30) => Locked(() =>
    {
        if (OpenSession(session) is not { } it) return;
        it.Status = "complete";
        Intent(it).Status = "processing";
        it.Intent!.ArrivesAt = Now + seconds;
        Tellings.Happened("payment_intent.processing", it.Intent.Show());
        Tellings.Happened("checkout.session.completed", it.Show());
    });

    /// <summary>The card is declined; the page stays open for another.</summary>
    public void Decline(string session) => Locked(() =>
    {
        if (OpenSession(session) is not { } it) return;
        Intent(it).Error = "card_declined";
        Tellings.Happened("payment_intent.payment_failed", it.Intent!.Show());
    });

    /// <summary>The debit that was under way comes back.</summary>
    public void FailDebit(string session) => Locked(() =>
    {
        if (Session(session).Intent is not { Status: "processing" } intent) return;
        (intent.Status, intent.Error, intent.ArrivesAt) = ("requires_payment_method", "debit_not_authorized", null);
        Tellings.Happened("payment_intent.payment_failed", intent.Show());
        Tellings.Happened("checkout.session.async_payment_failed", Session(session).Show());
    });

    /// <summary>The platform puts money of its own there, or takes it.</summary>
    public void TopUp(long amount, string currency) => Locked(() => Post(amount > 0 ? "topup" : "payout", amount, currency, Number(amount > 0 ? "tu" : "po")));

    /// <summary>The payer's bank asks a charge back; it decides after so many seconds.</summary>
    /// <param name="inquiry">It only asks at first: nothing moves, and it ends so where it is not <paramref name="wins"/>' business.</param>
    public FakeDispute? ChargeBack(string charge, long amount, bool inquiry, bool wins, long decidesAfter = 60 * 86_400)
    {
        FakeDispute? made = null;
        Locked(() =>
        {
            var of = Charges.First(it => it.Id == charge);
            if (of.Disputed || amount < 1 || amount > of.Amount - of.Refunded) return;
            made = new FakeDispute { Id = Number("dp"), Created = Now, Amount = amount, Currency = of.Currency, Charge = of, Wins = wins, DecidesAt = Now + decidesAfter, Status = inquiry ? "warning_needs_response" : "needs_response" };
            Disputes.Add(made);
            of.Disputed = !inquiry;
            // The two events may come either way round.
            if (!inquiry) Withdraw(made);
            Tellings.Happened("charge.dispute.created", made.Show());
            if (!inquiry) Tellings.Happened("charge.dispute.funds_withdrawn", made.Show());
        });
        return made;
    }

    /// <summary>The payer's bank was not content with the answer to its question.</summary>
    public void Escalate(FakeDispute it) => Locked(() =>
    {
        if (!it.Status.StartsWith("warning_", StringComparison.Ordinal) || it.Status == "warning_closed" || it.Amount > it.Charge.Amount - it.Charge.Refunded) return;
        (it.Status, it.Charge.Disputed) = ("needs_response", true);
        Withdraw(it);
        Tellings.Happened("charge.dispute.funds_withdrawn", it.Show());
    });

    /// <summary>The bank decides as it was to.</summary>
    public void Decide(FakeDispute it) => Locked(() => End(it));

    /// <summary>Somebody of the platform's, or a rule, looks whether a charge is a fraud.</summary>
    public FakeWarning Warn(string charge, bool early)
    {
        FakeWarning? made = null;
        Locked(() =>
        {
            var of = Charges.First(it => it.Id == charge);
            made = new FakeWarning { Id = Number(early ? "issfr" : "prv"), Created = Now, Amount = of.Amount, Currency = of.Currency, Charge = of };
            Warnings.Add(made);
            Tellings.Happened(early ? "radar.early_fraud_warning.created" : "review.opened", made.Show());
        });
        return made!;
    }

    /// <summary>It is none.</summary>
    public void Approve(FakeWarning it) => Locked(() =>
    {
        it.Open = false;
        Tellings.Happened("review.closed", it.Show());
    });

    private void Withdraw(FakeDispute it) => it.Moves.Add(Post("adjustment", -it.Amount, it.Currency, it.Id, fee: 1_500));

    private void End(FakeDispute it)
    {
        it.DecidesAt = null;
        if (it.Status.StartsWith("warning_", StringComparison.Ordinal)) it.Status = "warning_closed";
        else if (!it.Wins) it.Status = "lost";
        else
        {
            (it.Status, it.Charge.Disputed) = ("won", false);
            it.Moves.Add(Post("adjustment", it.Amount, it.Currency, it.Id));
            Tellings.Happened("charge.dispute.funds_reinstated", it.Show());
        }
        Tellings.Happened("charge.dispute.closed", it.Show());
    }

    /// <summary>When something happens by itself next, seconds since 1970.</summary>
    public long? Next => new[]
    {
        Sessions.Where(it => it.Status == "open").Select(it => (long?)it.ExpiresAt).Min(), Sessions.Select(it => it.Intent?.ArrivesAt).Min(), Refunds.Select(it => it.MovesAt).Min(), Disputes.Select(it => it.DecidesAt).Min(), Tellings.Next,
    }.Min();

    /// <summary>What was to happen by now happens.</summary>
    public void MoveOn() => Locked(() =>
    {
        foreach (var it in Sessions)
        {
            if (it.Intent?.ArrivesAt <= Now)
            {
                it.Intent.ArrivesAt = null;
                Arrive(it);
                Tellings.Happened("checkout.session.async_payment_succeeded", it.Show());
            }
            if (it.Status == "open" && it.ExpiresAt <= Now) Expire(it);
        }
        foreach (var refund in Refunds.Where(it => it.MovesAt <= Now)) Move(refund);
        foreach (var dispute in Disputes.Where(it => it.DecidesAt <= Now)) End(dispute);
    });

    private void Arrive(FakeSession session)
    {
        var intent = Intent(session);
        var (id, fee) = (Number("ch"), intent.Amount * FeePerThousand / 1000);
        intent.Charge = new FakeCharge
        {
            Id = id, Created = Now, Amount = intent.Amount, Currency = intent.Currency, Intent = intent, Metadata = new Dictionary<string, string>(intent.Metadata), Key = session.Key,
            Transaction = Post("charge", intent.Amount, intent.Currency, id, fee),
        };
        (intent.Status, intent.Error) = ("succeeded", null);
        Charges.Add(intent.Charge);
        Tellings.Happened("charge.succeeded", intent.Charge.Show());
        Tellings.Happened("payment_intent.succeeded", intent.Show());
    }

    private FakeIntent Intent(FakeSession of) => of.Intent ??= new FakeIntent
    {
        Id = Number("pi"), Created = Now, Amount = of.Amount, Currency = of.Currency, Group = of.Group, Metadata = of.IntentMetadata,
    };

    private FakeSession? OpenSession(string id)
    {
        var it = Session(id);
        if (it.Status == "open" && it.ExpiresAt <= Now) Expire(it);
        return it.Status == "open" ? it : null;
    }

    private void Expire(FakeSession it)
    {
        it.Status = "expired";
        Tellings.Happened("checkout.session.expired", it.Show());
    }

    private void Move(FakeRefund refund)
    {
        if (refund.Status == "pending")
        {
            refund.Status = "succeeded";
            refund.Transaction = Post("refund", -refund.Amount, refund.Currency, refund.Id);
            refund.MovesAt = RefundsFailOf.Contains(refund.Charge.Id) ? Now + 30 : null;
            Tellings.Happened("refund.updated", refund.Show());
            return;
        }
        (refund.Status, refund.MovesAt) = ("failed", null);
        refund.Failure = Post("refund_failure", refund.Amount, refund.Currency, refund.Id);
        refund.Charge.Refunded -= refund.Amount;
        Tellings.Happened("refund.failed", refund.Show());
    }

    private FakeTransaction Post(string type, long amount, string currency, string source, long fee = 0)
    {
        var posted = new FakeTransaction { Id = Number("txn"), Created = Now, Type = type, Amount = amount, Currency = currency, Source = source, Fee = fee };
        Transactions.Add(posted);
        return posted;
    }

    private string Number(string prefix) => string.Create(CultureInfo.InvariantCulture, $"{prefix}_{numbers[prefix] = numbers.GetValueOrDefault(prefix) + 1}");

    private void Locked(Action act)
    {
        lock (busy) act();
    }
}
