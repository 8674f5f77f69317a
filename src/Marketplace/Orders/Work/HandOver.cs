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

    /// <returns>The order's version with the file.</returns>
    public async Task<Outcome<long>> Run(Actor actor, OrderId id, int milestone, long readAt, Upload? file, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (order.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (Parties.RefusesProvider(actor, order.Provider) is { } no) return no;
        if (it.State != MilestoneState.Funded || order.State(clock.Now) != OrderState.Active)
            return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "该里程碑付款之后才能交付。", "A milestone is delivered once it is paid.");
        if (file is null) return Refusal.Because(RefusalKind.Invalid, "required", "请选择文件。", "Choose a file.", Field);
        if (order.Files.Count >= Most) return Refusal.Because(RefusalKind.Conflict, "too_many", "文件数量已达上限。", "The order has too many files already.", Field);
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        if (!(await take.Run(FileOwner.Of(id), file, Field, cancel)).Is(out var kept, out refusal)) return refusal;

        var now = clock.Now;
        var handed = (order with { Files = [.. order.Files, new Deliverable(milestone, kept, now, actor.Id)] })
            .Note(new OrderStep(now, OrderStepKind.Handed, Side.Provider, actor.Id, milestone, kept.Name, kept.Hash));
        return (await writer.Commit(handed, readAt, [new DeliverableHanded(id, order.Buyer, order.Provider, milestone, kept.Hash)], null, [], cancel)).Is(out var written, out refusal)
            ? written.Version : refusal;
    }
}
