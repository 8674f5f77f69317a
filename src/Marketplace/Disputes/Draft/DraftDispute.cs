using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Draft;

/// <summary>An argument as it is typed; number 0 for a new one.</summary>
internal sealed record ArgumentText(int Number, string? Text);

/// <summary>
/// One side writes down what went wrong, in steps, before it opens the dispute. A draft freezes nothing, and nobody else knows of it. What is
/// missing is said when it is opened, so that nothing typed is lost on the way there or back.
/// </summary>
internal sealed class DraftDispute(DisputeSteps steps, OrderSteps orders, IDisputes disputes, TakeFile take, MarketClock clock)
{
    /// <summary>Begins one, or goes on with the one that was begun.</summary>
    public async Task<Outcome<DisputeId>> Begin(Actor actor, OrderId order, int milestone, CancellationToken cancel = default)
    {
        if (!(await orders.Open(actor, order, cancel)).Is(out var found, out var refusal)) return refusal;
        if (found.Value.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (!DisputeSteps.SideOf(actor, found.Value).Is(out var side, out refusal)) return refusal;
        if ((await disputes.OfOrder(order, cancel)).FirstOrDefault(draft => draft.Value is { State: DisputeState.Draft } value && value.Milestone == milestone && value.By == side) is { } begun) return begun.Value.Id;
        if (!DisputeStages.MayBeDisputed(it))
            return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该里程碑目前不能提出争议。", $"The milestone is {it.State}; it cannot be disputed now.", "milestone");
        var now = clock.Now;
        var draft = new Dispute
        {
            Id = DisputeId.New(now), Order = order, Milestone = milestone, Buyer = found.Value.Buyer, Provider = found.Value.Provider, Title = found.Value.Title,
            By = side, StartedBy = actor.Id, StartedAt = now, SavedAt = now,
        };
        return (await steps.Commit(draft, 0, null, null, cancel)).Is(out _, out refusal) ? draft.Id : refusal;
    }

    public Task<Outcome<long>> SaveReason(Actor actor, DisputeId id, long readAt, DisputeReason? reason, CancellationToken cancel = default) =>
        Save(actor, id, readAt, (draft, _) => draft with { Reason = reason is { } given && DisputeStages.ReasonsOf(draft.By).Contains(given) ? given : null }, cancel);

    /// <param name="texts">All of them, in their order; one that is blank and has no evidence is dropped.</param>
    public Task<Outcome<long>> SaveArguments(Actor actor, DisputeId id, long readAt, IReadOnlyList<ArgumentText> texts, CancellationToken cancel = default) =>
        Save(actor, id, readAt, (draft, fields) =>
        {
            var after = draft;
            for (var i = 0; i < texts.Count && i < Dispute.MostAtFirst; i++)
            {
                var text = fields.Text(texts[i].Text, $"arguments[{i}]", Dispute.LongestText, multiline: true) ?? "";
                if (after.Argument(texts[i].Number) is { } kept) after = after.With(kept with { Text = text }, clock.Now);
                else if (text.Length > 0) after = after.Argued(draft.By, actor.Id, text, clock.Now);
            }
            return after with { Arguments = [.. after.Arguments.Where(it => it.Text.Length > 0 || it.Evidence.Count > 0)] };
        }, cancel);

    /// <param name="refund">Of a part: how much, in minor units.</param>
    public Task<Outcome<long>> SaveRemedy(Actor actor, DisputeId id, long readAt, DisputeRemedy? remedy, long? refund, CancellationToken cancel = default) =>
        Save(actor, id, readAt, (draft, fields) => draft with { Remedy = remedy, Refund = remedy == DisputeRemedy.RefundPart && refund >= 0 ? new Money(refund.Value, draft.Refund?.Currency ?? "") : null }, cancel);

    public async Task<Outcome<long>> Attach(Actor actor, DisputeId id, long readAt, int argument, Upload? file, CancellationToken cancel = default)
    {
        if (!(await steps.Act(actor, id, readAt, DisputeState.Draft, cancel)).Is(out var acting, out var refusal)) return refusal;
        var draft = acting.At.Dispute;
        if (draft.Argument(argument) is not { } it) return Refusal.NotFound();
        if (!(await EvidenceRules.Take(take, draft, it, file, cancel)).Is(out var kept, out refusal)) return refusal;
        return await Written(draft.With(kept, clock.Now), readAt, cancel);
    }

    public Task<Outcome<long>> Detach(Actor actor, DisputeId id, long readAt, int argument, string hash, CancellationToken cancel = default) =>
        Save(actor, id, readAt, (draft, _) => draft.Argument(argument) is { } it ? draft.With(it with { Evidence = [.. it.Evidence.Where(file => file.Hash != hash)] }, clock.Now) : draft, cancel);

    public Task<Outcome<long>> Discard(Actor actor, DisputeId id, long readAt, CancellationToken cancel = default) =>
        Save(actor, id, readAt, (draft, _) => draft with { State = DisputeState.Discarded }, cancel);

    private async Task<Outcome<long>> Save(Actor actor, DisputeId id, long readAt, Func<Dispute, FieldCheck, Dispute> change, CancellationToken cancel)
    {
        if (!(await steps.Act(actor, id, readAt, DisputeState.Draft, cancel)).Is(out var acting, out var refusal)) return refusal;
        var currency = acting.At.Milestone.Terms.Net.Currency;
        var fields = new FieldCheck();
        var after = change(acting.At.Dispute, fields);
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        return await Written(after with { Refund = after.Refund is { } part ? new Money(part.Amount, currency) : null, SavedAt = clock.Now }, readAt, cancel);
    }

    private async Task<Outcome<long>> Written(Dispute draft, long readAt, CancellationToken cancel) =>
        (await steps.Commit(draft, readAt, null, null, cancel)).Is(out var saved, out var refusal) ? saved.Version : refusal;
}
