using System.Security.Cryptography;
using System.Text;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Payments;

/// <summary>What is to be written for a payment, together with whatever decided it: in one commit or not at all.</summary>
public sealed record MoneyPlan(IReadOnlyList<Write> Writes, IReadOnlyList<MarketEvent> Events);

/// <summary>
/// A payment as it was read, to be changed in memory: moves and results are applied one after the other, and <see cref="Plan"/> gives what to
/// write. Nothing is written and nothing is sent here.
/// </summary>
public sealed partial class MoneyWork
{
    private readonly IPaymentGateway gateway;
    private readonly string? account;
    private readonly Payment before;
    private readonly long readAt;
    private readonly DateTimeOffset now;
    private readonly Document<InvoiceSeries>? series;
    private readonly Dictionary<string, (ProviderCall Call, long ReadAt)> calls;
    private readonly HashSet<string> touched = new(StringComparer.Ordinal);
    private readonly List<Write> written = [];
    private readonly List<MarketEvent> events = [];
    private int postings;
    private long numbers;

    internal MoneyWork(
        Document<Payment> payment, IReadOnlyList<Document<ProviderCall>> open, Document<InvoiceSeries>? series, IPaymentGateway gateway, DateTimeOffset now, string? account = null)
    {
        this.account = account;
        (Payment, before, readAt, this.gateway, this.now, this.series) = (payment.Value, payment.Value, payment.Version, gateway, now, series);
        calls = open.ToDictionary(it => it.Value.Key, it => (it.Value, it.Version), StringComparer.Ordinal);
    }

    public Payment Payment { get; private set; }

    internal bool HasChanged => !ReferenceEquals(Payment, before) || touched.Count + written.Count + events.Count > 0;

    /// <summary>Carries out a move, or says why it cannot be; then nothing of the work may be written.</summary>
    public Refusal? Do(MoneyMove move) => move switch
    {
        MoneyMove.Reprice it => Reprice(it.Gross, it.Vat),
        MoneyMove.Collect collect => Collect(collect.By),
        MoneyMove.Receive => Receive(),
        MoneyMove.RefundArrived => RefundArrived(),
        MoneyMove.CancelCollect => CancelCollect(),
        MoneyMove.Accept accept => Accept(accept.Gross),
        MoneyMove.TakeBack => TakeBack(),
        MoneyMove.Release => Release(),
        MoneyMove.Refund refund => Refund(refund.Amount),
        MoneyMove.Reverse reverse => Reverse(reverse.Gross),
        MoneyMove.Answer it => Answer(it),
        MoneyMove.PaidByHand => PaidByHand(),
        _ => throw new ArgumentOutOfRangeException(nameof(move)),
    };

    /// <summary>All of them, or why the first that cannot be cannot.</summary>
    public Refusal? Do(IEnumerable<MoneyMove> moves) => moves.Select(Do).FirstOrDefault(refusal => refusal is not null);

    public MoneyPlan Plan() => new(
        [
            StoredAs<Payment>.Write(Payment.Reference, Payment, readAt), .. touched.Select(key => StoredAs<ProviderCall>.Write(key, calls[key].Call, calls[key].ReadAt)),
            .. written, .. numbers == 0 ? Array.Empty<Write>() : [StoredAs<InvoiceSeries>.Write(InvoiceSeries.Name, new InvoiceSeries(InvoiceSeries.Name, Taken), series?.Version ?? 0)],
        ],
        events);

    private long Taken => (series?.Value.Last ?? 0) + numbers;

    private Refusal? Collect(BankTransfer? transfer)
    {
        if (Payment.CollectedAt is not null || Payment.Collecting is not null)
            return Refusal.Because(RefusalKind.Conflict, "paid_or_paying", "该款项已支付或正在支付。", "This is paid already, or being paid.");
        if (transfer is not null)
        {
            CollectByTransfer(transfer);
            return null;
        }
        var call = Begin(GatewayOperation.Collect, "fund", Payment.Gross.Amount, []);
        Payment = Payment with { By = PayBy.Online, Collecting = new Session(call.Key, now) };
        return null;
    }

    private Refusal? CancelCollect()
    {
        if (Payment.Collecting is not { } session) return null;
        if (Payment.By != PayBy.Online)
        {
            Payment = Payment with { Collecting = null };
            return null;
        }
        if (calls.TryGetValue(session.Call, out var made) && made.Call is { Status: CallStatus.Ready, Attempts: 0 })
        {
            End(made.Call, CallStatus.Withdrawn, null);
            Payment = Payment with { Collecting = null };
            return null;
        }
        Payment = Payment with { Collecting = session with { Unwanted = true } };
        if (session.Object is { } id) CloseSession(id);
        return null;
    }

    private void CloseSession(string session)
    {
        if (!calls.Values.Any(it => it.Call.Operation == GatewayOperation.CancelCollect && !it.Call.IsOver))
            Begin(GatewayOperation.CancelCollect, "fundcancel", Payment.Gross.Amount, [], on: session);
    }

    private Refusal? Accept(long gross)
    {
        if (Payment.Part is not null || Payment.Releasing > 0)
            return Refusal.Because(RefusalKind.Conflict, "part_on_its_way", "上一笔验收款尚未付出。", "What was accepted before is not paid out yet.");
        if (gross <= 0 || gross > Payment.Held)
            return Refusal.Because(RefusalKind.Unprocessable, "more_than_held", "验收金额须大于零，且不超过担保中的金额。", "The part must be more than nothing and at most what is held.", "part");
        var part = Parts.Next(Payment.Fees, Payment.Accepted, gross);
        var rest = Payment.Held - gross;
        if ((gross < Parts.Least && rest > 0) || rest is > 0 and < Parts.Least || part.Net < 1)
            return Refusal.Because(RefusalKind.Unprocessable, "part_too_small", "该部分金额过小，无法拆分验收。", "The part, or what it leaves, is too small to be split.", "part");
        if (IsDirect) PostDirectFee(part);
        else Post(EntryState.Posted, Dr(Accounts.Held(Payment.Reference), gross), Cr(Accounts.Payable(Payment.Payee), part.Net), Cr(Accounts.Fees, part.Fee), Cr(Accounts.Tax, part.Tax));
        Payment = Payment with { Held = rest, Accepted = Payment.Accepted + gross, Part = part, Invoice = Number(part.Fee, part.Tax, null) };
        return null;
    }

    private Refusal? TakeBack()
    {
        if (Payment.Part is not { } part) return null;
        if (Payment.Releasing > 0)
        {
            if (calls.Values.FirstOrDefault(it => it.Call.Operation == GatewayOperation.Release && !it.Call.IsOver).Call is not { Status: CallStatus.Ready, Attempts: 0 } ready)
                return Refusal.Because(RefusalKind.Conflict, "payout_on_its_way", "付款已发出，无法撤回验收。", "The payout is on its way; the acceptance cannot be taken back.");
            Archive(ready);
            End(ready, CallStatus.Withdrawn, null);
        }
        if (IsDirect) TakeBackDirectFee(part);
        else Post(EntryState.Posted, Dr(Accounts.Payable(Payment.Payee), part.Net), Dr(Accounts.Fees, part.Fee), Dr(Accounts.Tax, part.Tax), Cr(Accounts.Held(Payment.Reference), part.Gross));
        if (Payment.Invoice is { } invoice) Number(part.Fee, part.Tax, invoice);
        Payment = Payment with { Held = Payment.Held + part.Gross, Accepted = Payment.Accepted - part.Gross, Part = null, Releasing = 0, Invoice = null };
        return null;
    }

    /// <summary>To whom it is paid at the provider: the payee's account there, where it has one.</summary>
    private string Payee => account ?? Payment.Payee;

    private static Refusal ChargedBack() => Refusal.Because(RefusalKind.Conflict, "charged_back", "付款方银行已发起拒付，裁定前不付款也不退款。", "The payer's bank asks the money back; until that is decided nothing is paid out or refunded.");

    private Refusal? Release()
    {
        if (Payment.IsChargedBack) return ChargedBack();
        if (Payment.Part is not { } part || Payment.Releasing > 0)
            return Refusal.Because(RefusalKind.Conflict, "nothing_to_release", "没有可付出的款项。", "There is nothing to pay out.");
        if (IsDirect)
        {
            ReleaseDirect(part);
            return null;
        }
        Begin(GatewayOperation.Release, "release", part.Net, [Dr(Accounts.Payable(Payment.Payee), part.Net), Cr(AccountOf(Payment.Charge), part.Net)], on: Payment.Charge, payee: Payee);
        Payment = Payment with { Releasing = part.Net };
        return null;
    }

    private Refusal? Refund(long amount)
    {
        if (Payment.Chargebacks.Any(it => it.State == ChargebackState.Open)) return ChargedBack();
        if (amount <= 0 || amount > Payment.Held)
            return Refusal.Because(RefusalKind.Unprocessable, "more_than_held", "退款金额须大于零，且不超过担保中的金额。", "The refund must be more than nothing and at most what is held.", "refund");
        Payment = Payment with { Held = Payment.Held - amount };
        if (IsDirect)
        {
            Payment = Payment with { RefundDue = Payment.RefundDue + amount };
            return null;
        }
        Post(EntryState.Posted, Dr(Accounts.Held(Payment.Reference), amount), Cr(Accounts.Refund(Payment.Payer), amount));
        SendBack("refund", amount, Payment.Charge, null);
        return null;
    }

    private Refusal? Reverse(long gross)
    {
        var (was, stays) = (Payment.Accepted, Payment.Accepted - gross);
        if (gross <= 0 || Payment.Part is not null || Payment.Reversing > 0 || Payment.IsChargedBack || stays < 0 || IsLine(Payment.Charge)) return NotReversible();
        var (fee, tax) = (Parts.Fee(Payment.Fees, was) - Parts.Fee(Payment.Fees, stays), Parts.Tax(Payment.Fees, was) - Parts.Tax(Payment.Fees, stays));
        var part = new Part(gross, fee, tax);
        if (part.Net < 1 || part.Net > Payment.Transferred) return NotReversible();
        Begin(GatewayOperation.Reverse, "reverse", part.Net, [], on: Payment.Transfer, part: part);
        Payment = Payment with { Reversing = part.Net };
        return null;

        static Refusal NotReversible() => Refusal.Because(
            RefusalKind.Unprocessable, "not_reversible", "该金额无法从机构最近一笔收款中追回。", "So much cannot be fetched back from the provider's last payout.", "refund");
    }

    private void SendBack(string operation, long amount, string? charge, string? stray)
    {
        Begin(GatewayOperation.Refund, operation, amount, [Dr(Accounts.Refund(Payment.Payer), amount), Cr(AccountOf(charge), amount)], on: charge, stray: stray);
        Payment = Payment with { Refunding = Payment.Refunding + amount };
    }

    private ProviderCall Begin(
        GatewayOperation operation, string name, long amount, List<PostingLine> pending, string? on = null, string? payee = null, string? stray = null, Part? part = null, ChargebackEvidence? evidence = null)
    {
        var key = Payment.Key(name);
        var money = new Money(amount, Payment.Currency);
        var request = Written(new GatewayOrder(operation, key, Payment.Reference, money, on, payee, evidence));
        var call = new ProviderCall
        {
            Key = key, Reference = Payment.Reference, Operation = operation, Amount = money, Path = request.Path, Body = request.Body, BodyHash = Hash(request.Body), DueAt = IsLine(on) ? null : now, ByHand = IsLine(on),
            Pending = pending.Count == 0 ? [] : Post(EntryState.Pending, pending), Stray = stray, Part = part,
        };
        Payment = Payment with { Tries = new Dictionary<string, int>(Payment.Tries) { [name] = Payment.Next(name) }, Open = [.. Payment.Open, key] };
        calls[key] = (call, 0);
        touched.Add(key);
        events.Add(new PaymentCallMade(Payment.Reference, key, operation, money));
        return call;
    }

    private IReadOnlyList<LedgerEntry> Post(EntryState state, params IReadOnlyList<PostingLine> lines)
    {
        var posting = Posting.Of($"{Payment.Reference}@{readAt + 1}.{++postings}", Payment.Reference, Payment.Currency, state, now, lines);
        Tell(posting.Entries, null);
        foreach (var entry in posting.Entries) written.Add(StoredAs<LedgerEntry>.Write(entry.Id, entry, 0));
        return posting.Entries;
    }

    private void Tell(IReadOnlyList<LedgerEntry> entries, EntryState? was) => events.Add(new LedgerMoved(
        Payment.Reference, [.. entries.Select(it => new LedgerLine(it.Id, it.Account, it.Currency, it.Debit, it.Credit, was, it.State))]));

    /// <summary>Takes the next number for a fee; null where there is none.</summary>
    private string? Number(long fee, long tax, string? credits)
    {
        if (fee + tax == 0) return null;
        numbers++;
        var invoice = new Invoice(InvoiceSeries.Number(Taken), Payment.Reference, Payment.Payee, new Money(fee, Payment.Currency), new Money(tax, Payment.Currency), now, credits);
        written.Add(StoredAs<Invoice>.Write(invoice.Number, invoice, 0));
        events.Add(new InvoiceNumbered(Payment.Reference, invoice.Number, credits));
        return invoice.Number;
    }

    internal static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
