using Marketplace.Payments;
using Marketplace.Storage;

namespace Marketplace.Orders;

/// <summary>A milestone where it is kept.</summary>
/// <param name="OrderActive">Whether its order is in force: only then is it paid for.</param>
/// <param name="Version">Of the document that it is part of.</param>
/// <param name="Put">What to write to have another in its place, and who moved it.</param>
/// <param name="Evidence">What the buyer's bank is told where it asks the payment back.</param>
public sealed record MilestoneAtHome(Milestone Milestone, bool OrderActive, long Version, Func<Milestone, Party, IReadOnlyList<Write>> Put, Func<Payment, ChargebackEvidence> Evidence);

/// <summary>Where milestones are kept: within their orders.</summary>
public interface IMilestoneHome
{
    /// <param name="reference">The order's id and the milestone's number: <c>ord_…/1</c>.</param>
    Task<MilestoneAtHome?> Find(string reference, CancellationToken cancel);
}
