using Marketplace.Payments.Ledger;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Payments;

/// <summary>What the provider did, applied to a payment.</summary>
public sealed partial class MoneyWork
{
    internal ProviderCall? Call(string key) => calls.TryGetValue(key, out var it) ? it.Call : null;

    /// <summary>Takes a call that is no longer open along, so that it can be ended another way.</summary>
    internal void Know(Storage.Document<ProviderCall> call) => calls.TryAdd(call.Value.Key, (call.Value, call.Version));

    /// <summary>Whether the charge is money that the payment does not know yet.</summary>
    internal bool IsNew(GatewayObject session) =>
        session is { State: GatewayState.Succeeded, Charge: { } charge } && charge != Payment.Charge && !Payment.Strays.Contains(charge);

    /// <summary>The provider has the session: its page is known, and a call that was not sure is.</summary>
    internal void SessionStands(GatewayObject session)
    {
        if (Call(session.CallKey) is { IsOver: false } call) End(call with { Object = session.Id }, CallStatus.Done, null);
        if (Payment.Collecting is not { } visit || visit.Call != session.CallKey || visit.Object is not null) return;
        Payment = Payment with { Collecting = visit with { Object = session.Id, Page = session.Page } };
        if (visit.Unwanted) CloseSession(session.Id);
    }

    /// <returns>Whether this ended the visit that was open.</returns>
    internal bool SessionEnded(GatewayObject session)
    {
        if (Payment.Collecting?.Call != session.CallKey) return false;
        Payment = Payment with { Collecting = null };
        return true;
    }

    /// <summary>The payer's money came and is wanted.</summary>
    internal void Keep(GatewayObject session)
    {
        SessionEnded(session);
        Post(EntryState.Posted, Dr(Accounts.Provider, Payment.Gross.Amount), Cr(Accounts.Held(Payment.Reference), Payment.Gross.Amount));
        PostProviderFee(session);
        // Whoever chose a transfer and still paid on the page has paid: the transfer is awaited no longer.
        Payment = Payment with { By = PayBy.Online, Collecting = null, CollectedAt = now, Charge = session.Charge, Held = Payment.Gross.Amount };
    }

    /// <summary>The payer's money came and goes back.</summary>
    internal void Return(GatewayObject session)
    {
        SessionEnded(session);
        Post(EntryState.Posted, Dr(Accounts.Provider, session.Amount.Amount), Cr(Accounts.Refund(Payment.Payer), session.Amount.Amount));
        PostProviderFee(session);
        Payment = Payment with { Strays = [.. Payment.Strays, session.Charge!] };
        SendBack("refund-late", session.Amount.Amount, session.Charge, session.Charge);
    }

    internal void Released(ProviderCall call, string transfer)
    {
        var net = call.Amount.Amount;
        PostPending(call);
        End(call with { Object = transfer }, CallStatus.Done, null);
        if (GivenOn(call)) return;
        Payment = Payment with { Part = null, Invoice = null, Releasing = 0, Released = Payment.Released + net, Transfer = transfer, Transferred = net };
    }

    internal void ReleaseRefused(ProviderCall call, string because)
    {
        Archive(call);
        End(call, CallStatus.Refused, because);
        if (GiveOnRefused(call, because)) return;
        Payment = Payment with { Releasing = 0 };
    }

    internal void Refunded(ProviderCall call, string refund)
    {
        PostPending(call);
        End(call with { Object = refund }, CallStatus.Done, null);
        Payment = Payment with { Refunding = Payment.Refunding - call.Amount.Amount, Refunded = Payment.Refunded + call.Amount.Amount };
    }

    /// <summary>It will not arrive, perhaps after it was said that it had: it stays owed, and a person pays it out.</summary>
    internal void RefundFailed(ProviderCall call, string because)
    {
        var amount = call.Amount.Amount;
        if (call.Status == CallStatus.Done)
        {
            Post(EntryState.Posted, Dr(Accounts.Provider, amount), Cr(Accounts.Refund(Payment.Payer), amount));
            Payment = Payment with { Refunded = Payment.Refunded - amount };
        }
        else
        {
            Archive(call);
            Payment = Payment with { Refunding = Payment.Refunding - amount };
        }
        End(call, CallStatus.Refused, because);
        Payment = Payment with { Owed = Payment.Owed + amount };
        Attend(because);
    }

    /// <summary>It came back from the payee, with the platform's fee on it, and goes on to the payer.</summary>
    internal void Reversed(ProviderCall call, string reversal)
    {
        if (Covered(call, reversal)) return;
        var part = call.Part!;
        Post(EntryState.Posted,
            Dr(Accounts.Provider, part.Net), Dr(Accounts.Fees, part.Fee), Dr(Accounts.Tax, part.Tax), Cr(Accounts.Refund(Payment.Payer), part.Gross));
        End(call with { Object = reversal }, CallStatus.Done, null);
        Payment = Payment with
        {
            Reversing = 0, Released = Payment.Released - part.Net, Transferred = Payment.Transferred - part.Net, Accepted = Payment.Accepted - part.Gross,
        };
        SendBack("refund", part.Gross, Payment.Charge, null);
    }

    internal void ReverseRefused(ProviderCall call, string because)
    {
        End(call, CallStatus.Refused, because);
        Payment = Payment with { Reversing = 0 };
        if (!CoverRefused(call)) Attend(because);
    }

    /// <summary>The bank takes no evidence, or no more: where it is not decided, a person looks why.</summary>
    internal void AnswerRefused(ProviderCall call, string because)
    {
        End(call, CallStatus.Refused, because);
        if (Payment.Chargebacks.FirstOrDefault(it => it.Answer == call.Key) is { IsOver: false, Answered: false }) Attend(because);
    }

    /// <summary>The provider never heard of it: what it was to do is asked for under the next key.</summary>
    internal void Again(ProviderCall call)
    {
        Archive(call);
        End(call, CallStatus.Refused, "never_arrived");
        var name = call.Key.Split(':')[^2];
        var lines = call.Pending.Select(entry => new PostingLine(entry.Account, entry.Debit, entry.Credit)).ToList();
        var next = Begin(call.Operation, name, call.Amount.Amount, lines, OnOf(call), call.Operation == GatewayOperation.Release ? Payee : null, call.Stray, call.Part, AnsweredBy(call)?.Evidence);
        if (AnsweredBy(call) is { } chargeback) Put(chargeback with { Answer = next.Key });
        if (call.Operation == GatewayOperation.Collect && Payment.Collecting is { } visit) Payment = Payment with { Collecting = visit with { Call = next.Key } };
    }

    internal void Stuck(ProviderCall call, string because)
    {
        End(call, CallStatus.Stuck, because);
        Attend(because);
    }

    /// <summary>Whether the payout that this was one of is the owner's, who hears of it.</summary>
    internal static bool IsOfOwner(ProviderCall call) => !IsNamed(call, GiveOnName) && !IsNamed(call, CoverName);

    internal void Ended(ProviderCall call, CallStatus status, string? because) => End(call, status, because);

    internal void Attend(string because)
    {
        Payment = Payment with { Attention = because };
        events.Add(new PaymentWantsAttention(Payment.Reference, because));
    }

    /// <summary>It waits for the provider to finish.</summary>
    internal void Await(ProviderCall call, string id, DateTimeOffset until) => Put(call with { Status = CallStatus.Awaited, Object = id, DueAt = until });

    private string? OnOf(ProviderCall call) => call.Operation switch
    {
        GatewayOperation.CancelCollect => Payment.Collecting?.Object,
        GatewayOperation.Reverse => Payment.Transfer,
        GatewayOperation.Answer => AnsweredBy(call)?.Id,
        GatewayOperation.Release when IsNamed(call, GiveOnName) => null,
        _ => call.Stray ?? Payment.Charge,
    };

    private void PostProviderFee(GatewayObject session)
    {
        if (session.Fee > 0) Post(EntryState.Posted, Dr(Accounts.ProviderFees, session.Fee), Cr(Accounts.Provider, session.Fee));
    }

    private void PostPending(ProviderCall call) => EndPending(call, EntryState.Posted);

    private void Archive(ProviderCall call) => EndPending(call, EntryState.Archived);

    private void EndPending(ProviderCall call, EntryState state)
    {
        if (call.Pending.Count == 0) return;
        var ended = Posting.End(call.Pending, state, now);
        // A pending entry is written once and ended once, so it stands at its first version.
        foreach (var entry in ended) written.Add(Storage.StoredAs<LedgerEntry>.Write(entry.Id, entry, 1));
        Tell(ended, EntryState.Pending);
    }

    private void End(ProviderCall call, CallStatus status, string? because)
    {
        // What a person was to look at is known now.
        if (call.Status == CallStatus.Stuck && Payment.Attention == call.Refusal) Payment = Payment with { Attention = null };
        Put(call with { Status = status, DueAt = null, Refusal = because });
        if (status != CallStatus.Stuck) Payment = Payment with { Open = [.. Payment.Open.Where(key => key != call.Key)] };
        events.Add(new PaymentCallEnded(Payment.Reference, call.Key, call.Operation, status, because));
    }

    private void Put(ProviderCall call)
    {
        calls[call.Key] = (call, calls[call.Key].ReadAt);
        touched.Add(call.Key);
    }
}
