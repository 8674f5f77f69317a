using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;

namespace Marketplace.Rigs.Simulation;

/// <summary>
/// What must hold after every step, and what must hold once all is quiet. It keeps its own sums of the entries that the log tells (<see cref="LogBooks"/>),
/// so that it shares no arithmetic with what it looks at.
/// </summary>
internal sealed class Invariants
{
    private readonly MoneyRig rig;
    private readonly IReadOnlyList<string> references;
    private readonly Dictionary<string, long> sometimes;
    private readonly LogBooks books;
    private readonly Dictionary<string, int> moved = new(StringComparer.Ordinal);
    private readonly HashSet<string> paidFor = new(StringComparer.Ordinal);
    private readonly HashSet<string> moving = [];
    private long heard;

    public Invariants(MoneyRig rig, IReadOnlyList<string> references, Dictionary<string, long> sometimes)
    {
        (this.rig, this.references, this.sometimes) = (rig, references, sometimes);
        books = new LogBooks(Violated);
    }

    /// <summary>The first that was found wrong.</summary>
    public string? Wrong { get; private set; }

    public void Violated(string what) => Wrong ??= what;

    /// <summary>How often a milestone moved, by somebody and not by time or the provider.</summary>
    public int Moved(string reference)
    {
        Listen();
        return moved.GetValueOrDefault(reference);
    }

    public void AfterStep()
    {
        Listen();
        foreach (var reference in moving) Books(reference, rig.Paid(reference), rig.Milestone(reference));
        moving.Clear();
        // I7: what is there covers what is owed, but for what the provider of payments kept for itself and what was lost to chargebacks, which is the platform's cost.
        var covers = Sum("A.") + Sum("E.");
        var owed = Sum("L.");
        if (covers < owed) Violated($"I7: {covers} covers {owed} owed");
    }

    /// <summary>I3–I5 at the provider, right after a call took effect.</summary>
    public void AfterSend(string key)
    {
        var reference = key.Split(':')[1];
        if (rig.AtProvider.FirstOrDefault(it => it.Reference == reference) is not { } at) return;
        var payment = rig.Paid(reference);
        long Of(GatewayKind kind) => at.Things.Where(it => it.Kind == kind && it.State != GatewayState.Failed).Sum(it => it.Amount);
        var charged = at.Things.Where(it => it.Charge is not null).Sum(it => it.Amount);
        var toPayee = Of(GatewayKind.Transfer) - Of(GatewayKind.Reversal);
        if (toPayee > payment.Gross.Amount - Parts.Fee(payment.Fees, payment.Accepted) - Parts.Tax(payment.Fees, payment.Accepted)) Violated($"I3: {reference} sent {toPayee} to the payee");
        if (toPayee + Of(GatewayKind.Refund) > charged) Violated($"I4: {reference} sent out more than the {charged} it took");
        if (at.Things.GroupBy(it => it.Made).FirstOrDefault(it => it.Count() > 1) is { } twice) Violated($"I5: {twice.Key} made {twice.Count()} things");
    }

    public async Task AtTheEnd()
    {
        foreach (var reference in references)
        {
            var (milestone, payment) = (rig.Milestone(reference), rig.Paid(reference));
            if (!milestone.IsOver && milestone.State != MilestoneState.Review) Violated($"I10: {reference} still is {milestone.State} ({milestone})");
            if (milestone.IsOver && !payment.IsSettled && payment.Attention is null) Violated($"I2: {reference} is {milestone.State} and its money is not: {payment}");
            Count(milestone.State == MilestoneState.Review ? $"ends in Review: {milestone.Why}" : $"ends: {milestone.State}");
            foreach (var chargeback in payment.Chargebacks) Count($"a chargeback ended: {chargeback.State}");
            if (payment.Chargebacks.Any(it => it.Answered)) Count("a bank was told");
            if (payment.RiskHold is { } risk) Count($"held for: {risk}");
            if (payment.Strays.Count > 0) Count("T3': money beyond the first went back");
            if (payment.Attention is not null) Count($"wants attention: {payment.Attention}");
        }
        var atProvider = rig.AtProviderInAll;
        var stuck = rig.Memory.Current<ProviderCall>().Any(it => it.Value.Status == CallStatus.Stuck);
        if (!stuck && Sum("A.PSP") != atProvider) Violated($"I6: the books say {Sum("A.PSP")}, the provider {atProvider}");
        if (stuck) Count("a call is stuck");
        if (Sum("A.CHARGEBACK") != 0) Violated($"C: {Sum("A.CHARGEBACK")} is still taken by chargebacks that are all decided");
        if (!stuck && Sum("L.CBCOVER") != 0) Violated($"C: {Sum("L.CBCOVER")} of payees covers chargebacks that are all decided");
        foreach (var reference in references) await Drawn(reference);
        CallsAndThings();
        Disputes();
        await Rebuilt();
        Invoices();
    }

    /// <summary>What is drawn of a payment's money: it ends at what the payment adds up to, and nothing of it is ever negative.</summary>
    private async Task Drawn(string reference)
    {
        var (payment, course) = (await new ReadMoney(rig.Payments, rig.Ledger).Of(reference))!;
        if (payment.By == PayBy.Direct) return;
        var last = course.Count > 0 ? course[^1] : new MoneyPoint(default);
        if ((last.Held, last.PaidOut, last.Refunded) != (payment.Held, payment.Released, payment.Refunded)) Violated($"I15: {reference} is drawn as {last} and is {payment}");
        if (course.FirstOrDefault(it => it.Held < 0 || it.Payable < 0 || it.GoingBack < 0 || it.PaidOut < 0 || it.Fees < 0 || it.Refunded < 0 || it.TakenBack < 0) is { } wrong) Violated($"I15: {reference} is drawn as {wrong}");
    }

    /// <summary>A milestone that is disputed has one dispute that waits, or was decided; and none waits for a milestone that came to its end.</summary>
    private void Disputes()
    {
        foreach (var disputes in rig.Memory.Current<Dispute>().GroupBy(it => it.Value.Reference))
        {
            foreach (var it in disputes) Count($"dispute: {it.Value.State}");
            var (open, milestone) = (disputes.Count(it => it.Value.State == DisputeState.Open), rig.Milestone(disputes.Key));
            if (open > 1) Violated($"I14: {disputes.Key} has {open} open disputes");
            // Where the payer's bank kept the money there was nothing left to decide: the dispute is over with it, which is derived and not written.
            if (open == 1 && milestone.IsOver && !rig.Paid(disputes.Key).Chargebacks.Any(it => it.State == ChargebackState.Lost)) Violated($"I14: {disputes.Key} is {milestone.State} and its dispute is open");
        }
        foreach (var reference in references)
            if (rig.Milestone(reference) is { State: MilestoneState.Disputed, Decision: null } && !rig.Memory.Current<Dispute>().Any(it => it.Value.Reference == reference && it.Value.State == DisputeState.Open))
                Violated($"I14: {reference} is disputed by nobody");
    }

    private void CallsAndThings()
    {
        var calls = rig.Memory.Current<ProviderCall>().ToDictionary(it => it.Value.Key, it => it.Value);
        foreach (var thing in rig.AtProvider.SelectMany(it => it.Things))
        {
            if (!calls.TryGetValue(thing.Made, out var call)) Violated($"I5: {thing.Id} was made by no call of ours");
            else if (call.Status is not (CallStatus.Done or CallStatus.Stuck) && thing.State != GatewayState.Failed) Violated($"I5: {thing.Id} stands, and its call {call.Key} is {call.Status} ({call.Refusal})");
        }
        foreach (var call in calls.Values)
        {
            if (!call.IsOver && call.Status != CallStatus.Stuck) Violated($"I10: {call.Key} still is {call.Status}, due {call.Due}");
            Count($"call {call.Operation}: {call.Status}");
            if (call.Refusal is { } why) Count($"refused: {why.Split(':')[0]}");
            if (call.EmptyReads > 0) Count("a call was looked for in vain");
        }
    }

    /// <summary>I8: balances and entries are what the log tells, whether added up as it came or from the beginning.</summary>
    private async Task Rebuilt()
    {
        await rig.HearBalances();
        foreach (var ((account, currency), sum) in books.Posted)
        {
            var balance = (await rig.Ledger.Balance(account, currency))?.Value;
            if (balance is null || balance.Debit - balance.Credit != sum) Violated($"I8: {account} is {balance} and the log says {sum}");
            if (balance is { PendingDebit: var debit, PendingCredit: var credit } && debit + credit != 0 && !rig.Memory.Current<ProviderCall>().Any(it => it.Value.Status == CallStatus.Stuck))
                Violated($"I8: {account} still has something pending");
        }
        foreach (var entry in rig.Memory.Current<LedgerEntry>().Select(it => it.Value))
            if (!books.Entries.TryGetValue(entry.Id, out var told) || told != (entry.Debit - entry.Credit, entry.State)) Violated($"I8: the entry {entry.Id} is not what the log told");
    }

    /// <summary>I11: no number is missing, and every credit note points to an invoice.</summary>
    private void Invoices()
    {
        var all = rig.Memory.Current<Invoice>().Select(it => it.Value).ToDictionary(it => it.Number);
        var last = rig.Memory.Find<InvoiceSeries>(InvoiceSeries.Name)?.Value.Last ?? 0;
        if (all.Count != last) Violated($"I11: {all.Count} invoices, and the last number is {last}");
        for (var number = 1; number <= last; number++)
            if (!all.ContainsKey(InvoiceSeries.Number(number))) Violated($"I11: {InvoiceSeries.Number(number)} is missing");
        foreach (var note in all.Values.Where(it => it.Credits is not null))
            if (!all.TryGetValue(note.Credits!, out var invoice) || invoice.Credits is not null) Violated($"I11: {note.Number} credits {note.Credits}, which is no invoice");
    }

    private void Books(string reference, Payment payment, Milestone milestone)
    {
        if (payment.CollectedAt is not null && paidFor.Add(reference)) Count("a milestone was paid");
        var held = -books.Posted.GetValueOrDefault((Accounts.Held(reference), payment.Currency));
        // What was paid directly is with the payee: the books hold nothing of it.
        if (held < 0 || held != (payment.By == PayBy.Direct ? 0 : payment.Held)) Violated($"I2: {reference} holds {payment.Held}, its account {held}");
        var refundedFromHeld = payment.CollectedAt is null ? 0 : payment.Gross.Amount - payment.Held - payment.Accepted;
        if (payment.CollectedAt is not null && (refundedFromHeld < 0 || payment.Accepted < 0)) Violated($"I2: {reference} does not add up: {payment}");
        if (milestone.IsOver && payment.Held != 0) Violated($"I2: {reference} is {milestone.State} and holds {payment.Held}");
        if (milestone.State == MilestoneState.Review && milestone.Why is null) Violated($"I9: {reference} waits for a person and nobody knows why");
        if (payment.Released < 0 || payment.Releasing < 0 || payment.Refunding < 0 || payment.Refunded < 0 || payment.Owed < 0) Violated($"{reference} has a negative sum: {payment}");
    }

    private void Listen()
    {
        foreach (var logged in rig.Memory.After(heard, int.MaxValue).GetAwaiter().GetResult())
        {
            heard = logged.Position;
            books.Hear(logged.Event);
            // These are about an order; what they did to its money is told beside them.
            if (logged.Event is DisputeEvent or MoneyActed)
            {
                Count(logged.Event is MoneyActed act ? $"act: {act.Kind}" : logged.Event.GetType().Name);
                continue;
            }
            if (logged.Event is not MilestoneMoved move)
            {
                moving.Add(logged.Event.Subject);
                continue;
            }
            moving.Add(move.Reference);
            Count(move.Row);
            if (move.Who is not (Party.Clock or Party.System)) moved[move.Reference] = moved.GetValueOrDefault(move.Reference) + 1;
        }
    }

    private long Sum(string prefix) => books.Sum(prefix);

    private void Count(string what) => sometimes[what] = sometimes.GetValueOrDefault(what) + 1;
}
