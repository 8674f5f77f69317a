using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>Lets time move a milestone where its time has come, as often as it has.</summary>
internal sealed class RingMilestone(IMilestoneHome home, MoveMilestone move, MarketClock clock)
{
    /// <summary>More clocks than a milestone has in a row: a site that was away for months catches up at once.</summary>
    private const int Most = 10;

    public async Task Run(string reference, CancellationToken cancel)
    {
        for (var rung = 0; rung < Most; rung++)
        {
            if (await home.Find(reference, cancel) is not { } found) return;
            if (MilestoneClocks.Clock(found.Milestone) is not { } due || due.At > clock.Now) return;
            var outcome = await move.Run(reference, Party.Clock, "", now => Ring(now), cancel: cancel);
            if (!outcome.Succeeded && outcome.Refusal.Kind != RefusalKind.Conflict) throw new InvalidOperationException($"{reference}: {outcome.Refusal.First.Message.En}");
        }
    }

    /// <summary>What was due when it was looked at may have been done by somebody since; then there is nothing to ring.</summary>
    private static Outcome<MilestoneStep> Ring(MilestoneNow now) => MilestoneClocks.Clock(now.It) is { } due && due.At <= now.At
        ? due.Ring(now)
        : Refusal.Because(RefusalKind.Conflict, "not_due", "尚未到期。", "Nothing is due.");
}
