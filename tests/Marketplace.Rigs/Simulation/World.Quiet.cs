using Marketplace.Orders;

namespace Marketplace.Rigs.Simulation;

/// <summary>The end of a run: all is quiet, and everything must come to its end.</summary>
internal sealed partial class World
{
    /// <summary>
    /// Nothing fails any more, nobody does anything but give up what was never paid, and four months pass. Then somebody sees to half of what waits for
    /// a person, which must come to its end.
    /// </summary>
    private async Task Quiet()
    {
        faults.Healed = true;
        await LetPass(afterwards);
        foreach (var reference in references.Where(it => rig.Milestone(it).State == MilestoneState.Review && chance.Of(0.5)))
        {
            for (var days = 0; days < 20 && !rig.Milestone(reference).IsOver && invariants.Wrong is null; days++)
            {
                await Guarded(() => Disputes.SeeTo(reference));
                await LetPass(TimeSpan.FromDays(3));
            }
            if (!rig.Milestone(reference).IsOver) invariants.Violated($"I9: nobody found a way out for {reference}: {rig.Milestone(reference)} {rig.Paid(reference)}");
            faults.Hit("somebody saw to it");
        }
        if (invariants.Wrong is null) await invariants.AtTheEnd();
    }

    private async Task LetPass(TimeSpan time)
    {
        var until = rig.Time.Now + time;
        while (invariants.Wrong is null)
        {
            await GiveUp();
            await Guarded(rig.Settle);
            invariants.AfterStep();
            await GiveUp();
            if (await Next() is not { } next || next > until) break;
            rig.Time.Now = next > rig.Time.Now ? next : rig.Time.Now.AddSeconds(1);
        }
        rig.Time.Now = until;
        await Guarded(rig.Settle);
    }

    /// <summary>What was never paid is called off.</summary>
    private async Task GiveUp()
    {
        foreach (var reference in references)
            if (rig.Milestone(reference).State == MilestoneState.Planned) await rig.Do(reference, Party.Buyer, MilestoneTable.Cancel);
    }

    /// <summary>When something is due next: a call, a hint, the provider, a milestone.</summary>
    private async Task<DateTimeOffset?> Next()
    {
        var far = rig.Time.Now + 2 * afterwards;
        DateTimeOffset?[] times =
        [
            (await rig.Payments.DueCalls(far, 1)) is [var call] ? call.Value.DueAt : null, (await rig.Payments.DueHints(far, 1)) is [var hint] ? hint.Value.DueAt : null,
            rig.AtProvider.SelectMany(it => it.Things.Select(thing => thing.NextAt).Concat(it.Events.Select(told => told.DeliverAt))).Min(),
            (await rig.Home.Due(far, 1, default)) is [var clock] ? clock.At : null, rig.Stripe?.Fake.Next is { } atStripe ? DateTimeOffset.FromUnixTimeSeconds(atStripe) : null,
        ];
        var next = times.Min();
        // What was never told is found by reading the provider's list of events.
        var (swept, changed) = ((await rig.Payments.Sweep())?.Value.Until, rig.AtProvider.Max(it => it.ChangedAt));
        var sweep = changed >= swept ? swept + TimeSpan.FromMinutes(11) : null;
        return next is null || sweep < next ? sweep ?? next : next;
    }
}
