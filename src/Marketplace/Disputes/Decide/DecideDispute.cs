using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Decide;

/// <summary>
/// An arbiter who belongs to neither side says how much of what is held goes to the provider and how much back to the buyer, together all of it, and
/// why. Above the limit it is carried out when another arbiter says the same.
/// </summary>
internal sealed class DecideDispute(DisputeSteps steps, WhoDecides who, MoveDispute move)
{
    /// <param name="release">Gross, minor units.</param>
    public async Task<Outcome<Written<DisputeSaved>>> Run(
        Actor actor, DisputeId id, long readAt, long release, long refund, string? reasons, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var at, out var refusal)) return refusal;
        if (await who.Refuses(actor, at.Dispute, cancel) is { } no) return no;
        if (await steps.Before(command, cancel) is { } before) return before;
        if (at.Document.Version != readAt) return CommitRefusals.Stale(at.Document.Version);
        if (at.Dispute.State != DisputeState.Open) return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该争议已结束。", "The dispute is over.");
        var fields = new FieldCheck();
        var why = fields.Required(reasons, "reasons", Dispute.LongestText, multiline: true);
        foreach (var (amount, field) in new[] { (release, "release"), (refund, "refund") })
            if (amount is < 0 or > Shares.MostMinor) fields.Add("bad_amount", field, "请填写金额，可为零。", "Enter an amount; it may be zero.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        var moved = await move.Decide(at.Dispute, readAt, release, refund, why, actor.Id, command?.Answering(DisputeSaved.After(at.Dispute, readAt), version: readAt + 1), cancel);
        return await steps.Moved(moved, new DisputeSaved(id, readAt + 1, moved.Succeeded && moved.Value.Decision is not null ? DisputeState.Decided : DisputeState.Open), null, cancel);
    }
}
