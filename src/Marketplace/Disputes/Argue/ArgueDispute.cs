using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes.Argue;

/// <summary>Both sides of an open dispute say what they have to say: the other answers, either adds arguments, and evidence for its own, until it is decided.</summary>
internal sealed class ArgueDispute(DisputeSteps steps, MoveDispute move, TakeFile take, MarketClock clock)
{
    /// <summary>The side that did not open it answers; from then on the arbiter need not wait. With it goes a file, where there is one.</summary>
    public async Task<Outcome<Written<DisputeSaved>>> Answer(Actor actor, DisputeId id, long readAt, string? text, Upload? file = null, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await Ready(actor, id, readAt, command, cancel)).Is(out var ready, out var refusal)) return refusal;
        if (ready.Before is { } before) return before;
        if (!(await Said(ready.At.Dispute, ready.Side, actor, text, file, cancel)).Is(out var answered, out refusal)) return refusal;
        var saved = DisputeSaved.After(answered, readAt);
        return await steps.Moved(await move.Answer(answered, readAt, ready.Side, actor.Id, command?.Answering(saved, version: saved.Version), cancel), saved, command, cancel);
    }

    public async Task<Outcome<Written<DisputeSaved>>> Add(Actor actor, DisputeId id, long readAt, string? text, Upload? file = null, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await Ready(actor, id, readAt, command, cancel)).Is(out var ready, out var refusal)) return refusal;
        if (ready.Before is { } before) return before;
        if (OrderStates.Answers(ready.Side, ready.At.Milestone)) return Refusal.Because(RefusalKind.Conflict, "answer_first", "请先答复该争议。", "Answer the dispute first.");
        if (!(await Said(ready.At.Dispute, ready.Side, actor, text, file, cancel)).Is(out var said, out refusal)) return refusal;
        return await steps.Commit(said, readAt, Argued(said, ready.Side, said.Arguments[^1].Number, null), command, cancel);
    }

    /// <param name="argument">One of the side's own.</param>
    public async Task<Outcome<Written<DisputeSaved>>> AddEvidence(Actor actor, DisputeId id, long readAt, int argument, Upload? file, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var at, out var refusal)) return refusal;
        if (at.Dispute.Argument(argument) is { Side: var whose } && DisputeSteps.SideOf(actor, at).Is(out var side, out _) && whose != side) return NotYours();
        if (!(await Ready(actor, id, readAt, command, cancel)).Is(out var ready, out refusal)) return refusal;
        if (ready.Before is { } before) return before;
        if (ready.At.Dispute.Argument(argument) is not { } it) return Refusal.NotFound();
        if (!(await EvidenceRules.Take(take, ready.At.Dispute, it, file, cancel)).Is(out var kept, out refusal)) return refusal;
        return await steps.Commit(ready.At.Dispute.With(kept, clock.Now), readAt, Argued(ready.At.Dispute, ready.Side, argument, kept.Evidence[^1].Hash), command, cancel);
    }

    /// <summary>The side gives in: all that is held goes to the other.</summary>
    public async Task<Outcome<Written<DisputeSaved>>> Concede(Actor actor, DisputeId id, long readAt, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await Ready(actor, id, readAt, command, cancel)).Is(out var ready, out var refusal)) return refusal;
        if (ready.Before is { } before) return before;
        var saved = new DisputeSaved(id, readAt + 1, DisputeState.Conceded);
        return await steps.Moved(await move.Concede(ready.At.Dispute, readAt, ready.Side, actor.Id, command?.Answering(saved, version: saved.Version), cancel), saved, command, cancel);
    }

    /// <summary>The dispute, the acting side, and the answer of the command where it was carried out before.</summary>
    private async Task<Outcome<(DisputeAtHand At, Side Side, Outcome<Written<DisputeSaved>>? Before)>> Ready(Actor actor, DisputeId id, long readAt, ApiCommand? command, CancellationToken cancel)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var at, out var refusal)) return refusal;
        if (!DisputeSteps.SideOf(actor, at).Is(out var side, out refusal)) return refusal;
        if (await steps.Before(command, cancel) is { } before) return (at, side, before);
        return (await steps.Act(actor, id, readAt, DisputeState.Open, cancel)).Is(out var acting, out refusal) ? (acting.At, acting.Side, null) : refusal;
    }

    private async Task<Outcome<Dispute>> Said(Dispute dispute, Side side, Actor actor, string? text, Upload? file, CancellationToken cancel)
    {
        var fields = new FieldCheck();
        var said = fields.Required(text, "text", Dispute.LongestText, multiline: true);
        if (dispute.Arguments.Count >= Dispute.MostArguments) fields.Add("too_many", "text", "理由数量已达上限。", "There are too many arguments already.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        var argued = dispute.Argued(side, actor.Id, said, clock.Now);
        if (file is null) return argued;
        return (await EvidenceRules.Take(take, argued, argued.Arguments[^1], file, cancel)).Is(out var shown, out var refusal) ? argued.With(shown, clock.Now) : refusal;
    }

    private static Refusal NotYours() => Refusal.Because(RefusalKind.Forbidden, "not_yours", "只能为本方的理由补充证据。", "Evidence can be added to your own side's arguments only.");

    private static DisputeArgued Argued(Dispute it, Side side, int argument, string? file) => new(it.Id, it.Order, it.Milestone, it.Buyer, it.Provider, side, argument, file);
}
