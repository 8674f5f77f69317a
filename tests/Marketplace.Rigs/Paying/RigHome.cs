using Marketplace.Adapters.Memory;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Rigs.Paying;

/// <summary>A milestone without the order around it; kept in a collection that nothing else uses here.</summary>
[StoredAs("reports")]
internal sealed record RigMilestone(string Reference, Milestone Milestone, bool Active);

/// <summary>Keeps milestones alone, and rings their clocks.</summary>
internal sealed class RigHome(MemoryStore store) : IMilestoneHome, IHaveClocks
{
    /// <summary>Set once the rig is put together: ringing needs the home itself.</summary>
    public RingMilestone? Ringer { get; set; }

    public string Name => "milestones";

    public IReadOnlyList<RigMilestone> All => [.. store.Current<RigMilestone>().Select(it => it.Value)];

    public Task<MilestoneAtHome?> Find(string reference, CancellationToken cancel) => Task.FromResult(store.Find<RigMilestone>(reference) is { } it
        ? new MilestoneAtHome(it.Value.Milestone, it.Value.Active, it.Version, (after, _) => [StoredAs<RigMilestone>.Write(reference, it.Value with { Milestone = after }, it.Version)],
            payment => new ChargebackEvidence(it.Value.Milestone.Terms.Title, payment.Payer, null, "It was delivered as agreed."))
        : null);

    public Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Due>>(
    [
        .. All.Select(it => (it.Reference, At: MilestoneClocks.Next(it.Milestone))).Where(it => it.At <= now).OrderBy(it => it.At).Take(most).Select(it => new Due(it.Reference, it.At!.Value)),
    ]);

    public Task Ring(Due due, CancellationToken cancel) => Ringer!.Run(due.Key, cancel);
}
