using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Work;

/// <summary>The provider hands over a file for a milestone that is paid; delivering it is the next step. Its hash is told in the log.</summary>
internal sealed class HandOver(OrderSteps steps, TakeFile take, OrderWriter writer, MarketClock clock)
{
    public const string Field = "file";

    /// <summary>Files of one order at most.</summary>
    public const int Most = 200;

    public async Task<Outcome<Written<MilestoneSaved>>> Run(Actor actor, OrderId id, int milestone, long readAt, Upload? file, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (order.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (Parties.RefusesCarrier(actor, order.Provider) is { } no) return no;
        if (await writer.Before<MilestoneSaved>(command, cancel) is { } before) return before;
        if (it.State != MilestoneState.Funded || order.State(clock.Now) != OrderState.Active)
            return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该里程碑付款之后才能交付。", "A milestone is delivered once it is paid.");
        if (file is null) return Refusal.Because(RefusalKind.Invalid, "required", "请选择文件。", "Choose a file.", Field);
        if (order.Files.Count >= Most) return Refusal.Because(RefusalKind.Conflict, "too_many", "文件数量已达上限。", "The order has too many files already.", Field);
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        if (!(await take.Run(FileOwner.Of(id), file, Field, cancel)).Is(out var kept, out refusal)) return refusal;

        var now = clock.Now;
        // Orders that were placed before there were codes get theirs with their first file.
        var (coded, codes) = CheckCode.Give(order);
        var handed = (coded with { Files = [.. order.Files, new Deliverable(milestone, kept, now, actor.Id)] })
            .Note(new OrderStep(now, OrderStepKind.Handed, Side.Provider, actor.Id, milestone, kept.Name, kept.Hash));
        return await writer.Commit(new MilestoneSaved(id, milestone, readAt + 1), handed, readAt, [new DeliverableHanded(id, order.Buyer, order.Provider, milestone, kept.Hash)], command, codes, cancel);
    }
}
