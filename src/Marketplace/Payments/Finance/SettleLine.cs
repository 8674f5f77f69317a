using Marketplace.Identity;
using Marketplace.Payments.Calls;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Finance;

/// <summary>
/// What becomes of a line of the statement. One person says which payment it is of, and a second of the same organisation agrees; only then it is
/// booked, by the same functions as what the payment provider does, in one commit with the milestone.
/// </summary>
internal sealed class SettleLine(IStore store, ITransfers transfers, IPayments payments, ApplyResults results, MarketClock clock)
{
    public const string Field = "to";
    public const int LongestReason = 200;

    /// <param name="to">Of money that came the transfer's reference; of money that left the key of the payout or refund.</param>
    public async Task<Outcome<StatementLine>> Match(Actor actor, string line, long readAt, string? to, CancellationToken cancel = default)
    {
        if (!actor.IsOperator || actor is not { Person: { } person, For: { } acting }) return Refusal.Forbidden();
        if (await transfers.Line(line, cancel) is not { } found) return Refusal.NotFound();
        if (found.Value.Waits is null) return Over();
        var meant = found.Value.Amount.Amount > 0 ? await Came(found.Value, to, cancel) : await Left(found.Value, to, cancel);
        if (!meant.Is(out var match, out var refusal)) return refusal;
        return await Save(found.Value with { State = LineState.Matched, Match = match with { By = new FirstPerson(person.Id, acting.Id), At = clock.Now } }, readAt, cancel);
    }

    /// <summary>It concerns no payment; the reason stays with it.</summary>
    public async Task<Outcome<StatementLine>> SetAside(Actor actor, string line, long readAt, string? reason, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await transfers.Line(line, cancel) is not { } found) return Refusal.NotFound();
        if (found.Value.Waits is null) return Over();
        var fields = new FieldCheck();
        var because = fields.Required(reason, "reason", LongestReason);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        return await Save(found.Value with { State = LineState.SetAside, Outcome = because }, readAt, cancel);
    }

    /// <summary>The second person agrees, and it is booked.</summary>
    public async Task<Outcome<StatementLine>> Confirm(Actor actor, string line, long readAt, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (await transfers.Line(line, cancel) is not { } found) return Refusal.NotFound();
        if (found.Value is not { State: LineState.Matched, Match: { } match }) return Over();
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        if (TwoPersonRule.Refuses(match.By, actor) is { } not) return not;

        var outcome = "";
        var stands = true;
        var booked = await results.Commit(match.Payment, match.Call ?? "", null, async (work, call, tell) =>
        {
            // Asked again after somebody else wrote: was it this very line?
            stands = (await transfers.Line(line, cancel))?.Version == readAt;
            if (!stands) return false;
            outcome = match.Call is null ? await Book(work, found.Value, tell) : await Book(work, call, found.Value, tell);
            return outcome.Length > 0;
        }, cancel, () => Moved(found.Value with { State = LineState.Booked, Outcome = outcome }, readAt));
        if (booked) return found.Value with { State = LineState.Booked, Outcome = outcome };
        return stands ? Refusal.Because(RefusalKind.Conflict, "task_over", "该付款任务已结束，请重新匹配。", "That payout or refund is over; match the line anew.") : CommitRefusals.Stale(readAt + 1);
    }

    /// <summary>Money that came: kept where it is wanted and all of it; else it goes back, and where it is too much, what is too much.</summary>
    private static async Task<string> Book(MoneyWork work, StatementLine line, ApplyResults.Tell tell)
    {
        var (by, gross) = (work.Payment.By, work.Payment.Gross.Amount);
        work.Choose(PayBy.Held);
        if (line.Amount.Amount >= gross && (await tell(PaymentNews.Collected, line.Amount, null)).TakesMoney && work.Payment.CollectedAt is null)
        {
            work.Keep(line);
            return line.Amount.Amount == gross ? "kept" : "kept_more_returned";
        }
        work.Choose(by);
        work.Return(line);
        return line.Amount.Amount < gross ? "part_returned" : "late_returned";
    }

    /// <summary>Money that left: the payout or refund is carried out.</summary>
    private static async Task<string> Book(MoneyWork work, ProviderCall? call, StatementLine line, ApplyResults.Tell tell)
    {
        if (call is not { ByHand: true, IsOver: false } || call.Amount != -line.Amount) return "";
        if (call.Operation == GatewayOperation.Release) work.Released(call, line.Id);
        else work.Refunded(call, line.Id);
        if (call.Stray is null) await tell(call.Operation == GatewayOperation.Release ? PaymentNews.Released : PaymentNews.Refunded, call.Amount, null);
        return call.Operation == GatewayOperation.Release ? "paid_out" : "refunded";
    }

    private async Task<Outcome<LineMatch>> Came(StatementLine line, string? to, CancellationToken cancel)
    {
        if (TransferReference.In(to ?? "") is not [var reference] || await transfers.Named(reference, cancel) is not { } named || await payments.Payment(named.Value.Payment, cancel) is not { } payment)
            return Bad("unknown_reference", "没有此付款编号对应的款项。", "No payment has this reference.");
        return payment.Value.Gross.Currency == line.Amount.Currency ? Meant(named.Value.Payment, null)
            : Bad("other_currency", $"该款项以 {payment.Value.Currency} 计价，请退回后搁置。", $"This payment is in {payment.Value.Currency}: have the bank send it back, and set the line aside.");
    }

    private async Task<Outcome<LineMatch>> Left(StatementLine line, string? to, CancellationToken cancel)
    {
        if (await payments.Call(to?.Trim() ?? "", cancel) is not { Value: { ByHand: true, IsOver: false } call }) return Bad("unknown_task", "没有此付款任务。", "There is no such payout or refund to carry out.");
        if (call.Amount != -line.Amount) return Bad("amount_differs", "金额与付款任务不一致。", "The amount is not that of the payout or refund.");
        return call.Attempts > 0 ? Meant(call.Reference, call.Key) : Bad("not_sent", "请先标记该任务已交付银行。", "Say first that it was given to the bank.");
    }

    private async Task<Outcome<StatementLine>> Save(StatementLine line, long readAt, CancellationToken cancel)
    {
        var (write, happened) = Moved(line, readAt);
        return (await store.Commit(new Changes([write], [happened], clock.Now), cancel)).Is(out _, out var refusal) ? line : refusal;
    }

    private static (Write, MarketEvent) Moved(StatementLine line, long readAt) =>
        (StoredAs<StatementLine>.Write(line.Id, line, readAt), new StatementLineMoved(line.Id, line.State, line.Match?.Payment, line.Outcome));

    private static LineMatch Meant(string payment, string? call) => new(payment, call, new FirstPerson("", default), default);

    private static Refusal Bad(string code, string zh, string en) => Refusal.Because(RefusalKind.Invalid, code, zh, en, Field);

    private static Refusal Over() => Refusal.Because(RefusalKind.Conflict, "line_over", "该流水目前不能如此处理。", "This cannot be done with the line as it stands.");
}
