using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Open;

/// <summary>A dispute as a program opens it, in one go; evidence is added to it afterwards.</summary>
/// <param name="Refund">Of <see cref="DisputeRemedy.RefundPart"/>: how much, in minor units.</param>
internal sealed record DisputeInput(DisputeReason Reason, IReadOnlyList<string> Arguments, DisputeRemedy Remedy, long? Refund = null);

/// <summary>A side opens a dispute about a milestone that was delivered and is not paid out: the milestone is frozen, with all of its money, and nothing else is.</summary>
internal sealed class OpenDispute(DisputeSteps steps, OrderSteps orders, MoveDispute move, MarketClock clock)
{
    /// <summary>From its draft.</summary>
    public async Task<Outcome<Written<DisputeSaved>>> FromDraft(Actor actor, DisputeId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out _, out var refusal)) return refusal;
        if (await steps.Before(command, cancel) is { } before) return before;
        if (!(await steps.Act(actor, id, readAt, DisputeState.Draft, cancel)).Is(out var acting, out refusal)) return refusal;
        return await Opened(acting.At, readAt, null, actor, command, cancel);
    }

    /// <param name="readAt">The version of the order that was seen.</param>
    public async Task<Outcome<Written<DisputeSaved>>> Run(Actor actor, OrderId order, int milestone, long readAt, DisputeInput input, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await orders.Open(actor, order, cancel)).Is(out var found, out var refusal)) return refusal;
        if (found.Value.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (!DisputeSteps.SideOf(actor, found.Value).Is(out var side, out refusal)) return refusal;
        if (await steps.Before(command, cancel) is { } before) return before;
        var now = clock.Now;
        var dispute = new Dispute
        {
            Id = DisputeId.New(now), Order = order, Milestone = milestone, Buyer = found.Value.Buyer, Provider = found.Value.Provider, Title = found.Value.Title, By = side, StartedBy = actor.Id,
            Reason = input.Reason, Remedy = input.Remedy, Refund = input.Refund is { } part ? new Money(part, it.Terms.Net.Currency) : null, StartedAt = now, SavedAt = now,
        };
        if (input.Arguments.Count > Dispute.MostAtFirst) return TooMany();
        foreach (var text in input.Arguments) dispute = dispute.Argued(side, actor.Id, text, now);
        return await Opened(new DisputeAtHand(new Document<Dispute>(dispute, 0), found, it), 0, readAt, actor, command, cancel);
    }

    private async Task<Outcome<Written<DisputeSaved>>> Opened(DisputeAtHand at, long readAt, long? orderReadAt, Actor actor, ApiCommand? command, CancellationToken cancel)
    {
        var (checkedOut, problems) = Check(at);
        if (problems.Count > 0) return new Refusal(RefusalKind.Invalid, problems);
        var saved = new DisputeSaved(checkedOut.Id, readAt + 1, DisputeState.Open);
        var kept = command?.Answering(saved, readAt == 0 ? 201 : 200, saved.Version, readAt == 0 ? $"/api/v1/disputes/{saved.Id}" : null);
        return await steps.Moved(await move.Open(checkedOut, readAt, orderReadAt, actor.Id, kept, cancel), saved, command, cancel);
    }

    /// <summary>Everything that is missing, so that it is mended in one go.</summary>
    private static (Dispute Dispute, IReadOnlyList<Problem> Problems) Check(DisputeAtHand at)
    {
        var (it, fields) = (at.Dispute, new FieldCheck());
        if (it.Reason is not { } reason || !DisputeStages.ReasonsOf(it.By).Contains(reason)) fields.Add("required", "reason", "请选择问题类型。", "Choose what went wrong.");
        if (it.Arguments.Count == 0) fields.Add("required", "arguments[0]", "请至少写一条理由。", "Write one argument at least.");
        var arguments = it.Arguments.Select((argument, i) => argument with { Text = fields.Required(argument.Text, $"arguments[{i}]", Dispute.LongestText, multiline: true) }).ToList();
        if (it.Remedy is not { } remedy || !Enum.IsDefined(remedy)) fields.Add("required", "remedy", "请选择诉求。", "Choose what you ask for.");
        else if (remedy != DisputeRemedy.RefundPart && it.Refund is not null) fields.Add("not_wanted", "refund", "仅部分退款时填写金额。", "An amount is given for a refund of a part only.");
        else if (remedy == DisputeRemedy.RefundPart && (it.Refund is not { Amount: > 0 } part || part.Amount >= Shares.Gross(at.Milestone.Terms).Amount))
            fields.Add("bad_amount", "refund", "请填写大于零、小于该里程碑总额的金额。", "Enter an amount above zero and below the whole of the milestone.");
        return (it with { Arguments = arguments }, fields.Problems);
    }

    private static Refusal TooMany() =>
        Refusal.Because(RefusalKind.Invalid, "too_many", $"起始最多 {Dispute.MostAtFirst} 条理由，之后可补充。", $"A dispute begins with at most {Dispute.MostAtFirst} arguments; more can be added.", "arguments");
}
