using System.Globalization;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Simulated;

/// <summary>What the simulated provider does with one reference; a pure machine over what it keeps.</summary>
internal sealed class SimulatedMachine(SimulatedPayment kept, DateTimeOffset now)
{
    private static readonly TimeSpan refundTakes = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan refundFailsAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan debitTakes = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan toldAgainAfter = TimeSpan.FromSeconds(2);
    private const int FeePerThousand = 29;
    private const int PayoutRefusals = 2;

    public SimulatedPayment State { get; private set; } = kept;

    /// <summary>The reference within an id that this machine gave; null where it gave none such.</summary>
    public static string? ReferenceOf(string id) =>
        id.IndexOf('_', StringComparison.Ordinal) is var from && id.LastIndexOf('_') is var to && from >= 0 && to > from ? id[(from + 1)..to].Replace('.', '/') : null;

    public static GatewayObject Show(SimulatedPayment of, SimulatedThing it) => new(it.Kind, it.Id, it.State, new Money(it.Amount, of.Currency), of.Reference, it.Made)
    {
        Fee = it.Fee, Charge = it.Charge, Because = it.Because, Page = it.Kind == GatewayKind.Session ? $"/test-payment/{it.Id}" : null,
    };

    /// <summary>One answer per key, and the same again however often it is asked.</summary>
    public GatewayAnswer Answer(GatewayOrder order, string key, string bodyHash)
    {
        if (State.Answers.FirstOrDefault(it => it.Key == key) is { } before)
            return before.BodyHash != bodyHash ? new GatewayAnswer.KeyMisused($"{key} was used for another request.") : Give(before);
        var answer = order.Operation switch
        {
            GatewayOperation.Collect => Made(order, key, GatewayKind.Session, "cs", GatewayState.Open),
            GatewayOperation.CancelCollect => Close(order),
            GatewayOperation.Release => Release(order, key),
            GatewayOperation.Refund => Refund(order, key),
            GatewayOperation.Reverse => Reverse(order, key),
            // No bank asks anything back here.
            _ => (null, "not_offered"),
        };
        var given = new SimulatedAnswer(key, bodyHash, answer.Thing, answer.Refused);
        State = State with { Answers = [.. State.Answers, given] };
        return Give(given);
    }

    public Refusal? Choose(string session, TestChoice choice)
    {
        var it = State.Things.First(thing => thing.Id == session);
        if (it.State != GatewayState.Open)
            return Refusal.Because(RefusalKind.Conflict, "session_over", "该测试付款已结束。", "This test payment is over.");
        switch (choice)
        {
            case TestChoice.Decline:
                Put(it with { State = GatewayState.Failed, Because = "card_declined" });
                Tell(it, 1);
                return null;
            case TestChoice.Leave:
                Put(it with { State = GatewayState.Cancelled, Because = "left" });
                Tell(it, 1);
                return null;
            case TestChoice.PayLater:
                Put(it with { State = GatewayState.Processing, NextAt = now + debitTakes, Next = GatewayState.Succeeded });
                return null;
        }
        State = State with
        {
            RefundFails = State.RefundFails || choice == TestChoice.PayRefundFails, PayoutRefusals = choice == TestChoice.PayPayoutRefused ? PayoutRefusals : State.PayoutRefusals,
        };
        Put(Paid(it));
        Tell(it, choice switch { TestChoice.PayUntold => 0, TestChoice.PayToldThrice => 3, _ => 1 });
        return null;
    }

    /// <summary>What was to happen by now happens.</summary>
    public SimulatedPayment MovedOn()
    {
        foreach (var it in State.Things.Where(thing => thing.NextAt <= now))
        {
            var moved = it with { State = it.Next!.Value, NextAt = null, Next = null };
            if (it is { Kind: GatewayKind.Session, Next: GatewayState.Succeeded }) moved = Paid(moved);
            if (it is { Kind: GatewayKind.Refund, Next: GatewayState.Succeeded } && State.RefundFails) moved = moved with { NextAt = now + refundFailsAfter, Next = GatewayState.Failed };
            if (moved.State == GatewayState.Failed) moved = moved with { Because = "refund_rejected_by_bank" };
            Put(moved);
            Tell(moved, 1);
        }
        return State;
    }

    /// <summary>What was told by then is told once less.</summary>
    public static SimulatedPayment Delivered(SimulatedPayment of, DateTimeOffset by) => of.Events.Any(it => it.DeliverAt <= by)
        ? of with { Events = [.. of.Events.Select(it => it.DeliverAt <= by ? it with { Times = it.Times - 1, DeliverAt = it.Times > 1 ? by + toldAgainAfter : null } : it)] }
        : of;

    private GatewayAnswer Give(SimulatedAnswer given) => given.Thing is { } thing
        ? new GatewayAnswer.Done(Show(State, thing))
        : new GatewayAnswer.Refused(given.Refused!, "simulated");

    private (SimulatedThing? Thing, string? Refused) Made(
        GatewayOrder order, string key, GatewayKind kind, string prefix, GatewayState state, DateTimeOffset? nextAt = null, GatewayState? next = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{prefix}_{State.Reference.Replace('/', '.')}_{State.Things.Count + 1}");
        var thing = new SimulatedThing(kind, id, state, order.Amount.Amount, key, nextAt, next, On: order.On);
        State = State with { Things = [.. State.Things, thing] };
        if (kind != GatewayKind.Session) Tell(thing, 1);
        return (thing, null);
    }

    private (SimulatedThing? Thing, string? Refused) Close(GatewayOrder order)
    {
        if (State.Things.FirstOrDefault(it => it.Kind == GatewayKind.Session && it.Id == order.On) is not { } session) return (null, "no_such_session");
        if (session.State is GatewayState.Succeeded or GatewayState.Processing) return (null, session.State == GatewayState.Succeeded ? "already_succeeded" : "processing");
        if (session.State != GatewayState.Open) return (session, null);
        var closed = session with { State = GatewayState.Cancelled, Because = "closed" };
        Put(closed);
        Tell(closed, 1);
        return (closed, null);
    }

    private (SimulatedThing? Thing, string? Refused) Release(GatewayOrder order, string key)
    {
        if (State.PayoutRefusals > 0)
        {
            State = State with { PayoutRefusals = State.PayoutRefusals - 1 };
            return (null, "account_restricted");
        }
        return order.Amount.Amount > Left() ? (null, "balance_insufficient") : Made(order, key, GatewayKind.Transfer, "tr", GatewayState.Succeeded);
    }

    private (SimulatedThing? Thing, string? Refused) Refund(GatewayOrder order, string key)
    {
        var charged = State.Things.Where(it => it.Charge is not null && it.Charge == order.On).Sum(it => it.Amount);
        var back = State.Things.Where(it => it is { Kind: GatewayKind.Refund } && it.State != GatewayState.Failed && it.On == order.On).Sum(it => it.Amount);
        return order.Amount.Amount > charged - back ? (null, "charge_already_refunded")
            : Made(order, key, GatewayKind.Refund, "re", GatewayState.Processing, now + refundTakes, GatewayState.Succeeded);
    }

    private (SimulatedThing? Thing, string? Refused) Reverse(GatewayOrder order, string key)
    {
        var sent = State.Things.Where(it => it.Kind == GatewayKind.Transfer && it.Id == order.On).Sum(it => it.Amount);
        var back = State.Things.Where(it => it.Kind == GatewayKind.Reversal && it.On == order.On).Sum(it => it.Amount);
        return order.Amount.Amount > sent - back ? (null, "transfer_already_reversed") : Made(order, key, GatewayKind.Reversal, "trr", GatewayState.Succeeded);
    }

    /// <summary>Of what was charged under this reference, what did not leave it yet.</summary>
    private long Left() => State.Things.Sum(it => (it.Kind, it.State) switch
    {
        (GatewayKind.Session, GatewayState.Succeeded) or (GatewayKind.Reversal, _) => it.Amount,
        (GatewayKind.Transfer, _) or (GatewayKind.Refund, not GatewayState.Failed) => -it.Amount,
        _ => 0,
    });

    private static SimulatedThing Paid(SimulatedThing session) => session with
    {
        State = GatewayState.Succeeded, NextAt = null, Next = null, Charge = $"ch{session.Id.AsSpan(2)}", Fee = session.Amount * FeePerThousand / 1000,
    };

    private void Put(SimulatedThing thing) => State = State with { Things = [.. State.Things.Select(it => it.Id == thing.Id ? thing : it)] };

    private void Tell(SimulatedThing thing, int times)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_{State.Reference.Replace('/', '.')}_{State.Events.Count + 1}");
        State = State with { Events = [.. State.Events, new SimulatedEvent(id, now, thing.Kind, thing.Id, times > 0 ? now : null, times)], ChangedAt = now };
    }
}
