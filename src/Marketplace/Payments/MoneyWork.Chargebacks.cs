using Marketplace.Payments.Ledger;
using Marketplace.Vocabulary;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Payments;

/// <summary>
/// Chargebacks (rows C1 to C6 of the design). The platform's money is gone first and looked for afterwards: what is still held of the payment makes up for
/// it, then what can be fetched back from the payee, and the rest is the platform's loss.
/// </summary>
public sealed partial class MoneyWork
{
    private const string CoverName = "cbreverse";
    private const string GiveOnName = "rerelease";
    private const string AnswerName = "evidence";

    /// <summary>A chargeback stands as the provider says.</summary>
    /// <returns>What changed; null where nothing did.</returns>
    internal PaymentNews? ChargedBack(GatewayObject it)
    {
        var told = it.Chargeback!;
        var was = Payment.Chargebacks.FirstOrDefault(one => one.Id == it.Id);
        if (was is { IsOver: true }) return null;
        var next = was ?? new Chargeback(it.Id, it.Charge ?? "", ChargebackState.Inquiry, 0, 0, 0, told.Reason, now, told.AnswerBy);
        Between(Accounts.Chargeback, Accounts.Provider, told.Withdrawn - next.Withdrawn);
        Between(Accounts.DisputeFees, Accounts.Provider, told.Fee - next.Fee);
        Between(Accounts.Provider, Accounts.Chargeback, told.Reinstated - next.Reinstated);
        next = next with { Withdrawn = told.Withdrawn, Fee = told.Fee, Reinstated = told.Reinstated, AnswerBy = told.AnswerBy, Answered = told.Answered, State = StateOf(told) };
        if (was == next) return null;

        Put(next);
        events.Add(new PaymentChargedBack(Payment.Reference, it.Id, next.State, new Money(next.Missing, Payment.Currency)));
        if (next.AnswersAt is null) Withdraw(next);
        if (next.State == ChargebackState.Won) GiveOn(next);
        if (next.State == ChargebackState.Lost) Lose(next);
        Defend();
        return next.State == ChargebackState.Lost && next.Charge == Payment.Charge ? PaymentNews.ChargebackLost : PaymentNews.ChargedBack;
    }

    /// <summary>Told in time, where nobody writes something better before.</summary>
    internal void Foresee(string chargeback, ChargebackEvidence evidence)
    {
        if (Payment.Chargebacks.FirstOrDefault(it => it.Id == chargeback) is { AnswersAt: { } at } it && (it.Answer is null || Call(it.Answer) is null or { IsOver: true }))
            Answer(new MoneyMove.Answer(chargeback, it.Evidence ?? evidence, at < now ? now : at));
    }

    /// <summary>The chargeback that the call answers.</summary>
    internal Chargeback? AnsweredBy(ProviderCall call) => call.Operation == GatewayOperation.Answer ? Payment.Chargebacks.FirstOrDefault(it => it.Answer == call.Key) : null;

    private Refusal? Answer(MoneyMove.Answer move)
    {
        if (Payment.Chargebacks.FirstOrDefault(it => it.Id == move.Chargeback) is not { } it) return Refusal.NotFound();
        if (!it.TakesAnswer(now)) return Refusal.Because(RefusalKind.Conflict, "not_answerable", "银行不再接受该拒付的证据。", "The bank takes no more evidence on this.");
        if (it.Answer is { } before && Call(before) is { IsOver: false } && !Withdraw(it)) return Refusal.Because(RefusalKind.Conflict, "answer_on_its_way", "证据已在提交中。", "The evidence is on its way to the bank.");
        var call = Begin(GatewayOperation.Answer, AnswerName, it.Withdrawn > 0 ? it.Missing : Payment.Gross.Amount, [], on: it.Id, evidence: move.Evidence);
        Put(call with { DueAt = move.At });
        Put(it with { Evidence = move.Evidence, Answer = call.Key });
        return null;
    }

    /// <summary>What was written and not sent is not sent.</summary>
    /// <returns>Whether there was something.</returns>
    private bool Withdraw(Chargeback it)
    {
        if (it.Answer is not { } key || Call(key) is not { Status: CallStatus.Ready, Attempts: 0 } ready) return false;
        End(ready, CallStatus.Withdrawn, null);
        return true;
    }

    /// <summary>A payout that is written down and was not sent is not sent.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool StopRelease()
    {
        if (!Payment.IsChargedBack || calls.Values.FirstOrDefault(it => it.Call is { Operation: GatewayOperation.Release, Status: CallStatus.Ready, Attempts: 0 }).Call is not { } ready || IsNamed(ready, GiveOnName)) return false;
        Archive(ready);
        End(ready, CallStatus.Withdrawn, "charged_back");
        Payment = Payment with { Releasing = 0 };
        return true;
    }

    /// <summary>Somebody whose task it is holds the payment for fraud, or says that it is none.</summary>
    /// <returns>Whether it is held from now on.</returns>
    internal bool Warned(GatewayObject warning)
    {
        var because = warning.Because ?? "fraud_warning";
        if (warning.State == GatewayState.Open && Payment.RiskHold is null)
        {
            Payment = Payment with { RiskHold = because };
            Attend(because);
            return true;
        }
        if (warning.State != GatewayState.Open && Payment.RiskHold == because)
            Payment = Payment with { RiskHold = null, Attention = Payment.Attention == because ? null : Payment.Attention };
        return false;
    }

    /// <summary>What was taken and is not held any more is fetched back from the payee, as far as the payee has it (C3).</summary>
    internal void Defend()
    {
        if (Payment.Chargebacks.FirstOrDefault(it => it is { State: ChargebackState.Open, Tried: false, Missing: > 0 } && it.Charge == Payment.Charge) is not { } open) return;
        if (Payment.Reversing > 0 || Payment.Releasing > 0 || Payment.Transfer is null) return;
        var most = Math.Min(open.Missing - Payment.Held - (Payment.Part?.Gross ?? 0), Math.Min(Payment.Transferred, Payment.Released));
        if (most < 1) return;
        Begin(GatewayOperation.Reverse, CoverName, most, [], on: Payment.Transfer);
        Payment = Payment with { Reversing = most };
        Put(open with { Tried = true, Covering = most });
    }

    private bool Covered(ProviderCall call, string reversal)
    {
        if (!IsNamed(call, CoverName)) return false;
        var amount = call.Amount.Amount;
        Between(Accounts.Provider, Accounts.Cover(Payment.Payee), amount);
        End(call with { Object = reversal }, CallStatus.Done, null);
        Payment = Payment with { Reversing = 0, Released = Payment.Released - amount, Transferred = Payment.Transferred - amount };
        var covering = Payment.Chargebacks.First(it => it.Covering > 0);
        covering = covering with { Covering = 0, Covered = covering.Covered + amount };
        Put(covering);
        // It was decided in the meantime without what now comes.
        if (covering.IsOver) GiveOn(covering);
        return true;
    }

    private bool CoverRefused(ProviderCall call)
    {
        if (!IsNamed(call, CoverName)) return false;
        if (Payment.Chargebacks.FirstOrDefault(it => it.Covering > 0) is { } covering) Put(covering with { Covering = 0 });
        return true;
    }

    private bool GivenOn(ProviderCall call)
    {
        if (!IsNamed(call, GiveOnName)) return false;
        Payment = Payment with { Returning = Payment.Returning - call.Amount.Amount, Released = Payment.Released + call.Amount.Amount };
        return true;
    }

    private bool GiveOnRefused(ProviderCall call, string because)
    {
        if (!IsNamed(call, GiveOnName)) return false;
        Payment = Payment with { Returning = Payment.Returning - call.Amount.Amount };
        // It stays payable to the payee, and a person sees to it.
        Attend(because);
        return true;
    }

    /// <summary>What was fetched back from the payee goes to them again (C4).</summary>
    private void GiveOn(Chargeback of)
    {
        if (of.Covered == 0) return;
        Between(Accounts.Cover(Payment.Payee), Accounts.Payable(Payment.Payee), of.Covered);
        // From the balance: of the charge as much went out before as it can bear.
        Begin(GatewayOperation.Release, GiveOnName, of.Covered, [Dr(Accounts.Payable(Payment.Payee), of.Covered), Cr(Accounts.Provider, of.Covered)], payee: Payee);
        Payment = Payment with { Returning = Payment.Returning + of.Covered };
        Put(of with { Covered = 0 });
    }

    // C5 and C6.
    private void Lose(Chargeback lost)
    {
        var rest = lost.Missing;
        if (lost.Charge == Payment.Charge)
        {
            if (Payment.Part is not null) TakeBack();
            var held = Math.Min(rest, Payment.Held);
            Between(Accounts.Held(Payment.Reference), Accounts.Chargeback, held);
            Payment = Payment with { Held = Payment.Held - held, LostFromHold = Payment.LostFromHold + held };
            rest -= held;
        }
        var owed = Math.Min(rest, Payment.Owed);
        Between(Accounts.Refund(Payment.Payer), Accounts.Chargeback, owed);
        Payment = Payment with { Owed = Payment.Owed - owed };
        rest -= owed;
        var covered = Math.Min(rest, lost.Covered);
        Between(Accounts.Cover(Payment.Payee), Accounts.Chargeback, covered);
        lost = lost with { Covered = lost.Covered - covered };
        Put(lost);
        GiveOn(lost);
        Between(Accounts.Losses, Accounts.Chargeback, rest - covered);
    }

    /// <summary>Of one that the provider calls won, the money must be back before it is over.</summary>
    private static ChargebackState StateOf(GatewayChargeback told) =>
        told.State == ChargebackState.Won && told.Reinstated < told.Withdrawn ? ChargebackState.Open : told.State == ChargebackState.Inquiry && told.Withdrawn > told.Reinstated ? ChargebackState.Open : told.State;

    /// <summary>Posts to the debit of one account and the credit of another, the other way round where the amount is negative, and not at all where it is nothing.</summary>
    private void Between(string debit, string credit, long amount)
    {
        if (amount > 0) Post(EntryState.Posted, Dr(debit, amount), Cr(credit, amount));
        if (amount < 0) Post(EntryState.Posted, Dr(credit, -amount), Cr(debit, -amount));
    }

    private void Put(Chargeback it) => Payment = Payment with
    {
        Chargebacks = Payment.Chargebacks.Any(one => one.Id == it.Id) ? [.. Payment.Chargebacks.Select(one => one.Id == it.Id ? it : one)] : [.. Payment.Chargebacks, it],
    };

    private static bool IsNamed(ProviderCall call, string name) => call.Key.Split(':')[^2] == name;
}
