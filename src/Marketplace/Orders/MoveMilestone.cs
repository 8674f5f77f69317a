using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// Carries out what the table allows: milestone, payment, ledger, calls, events and the caller's command, in one commit. Whoever calls it has made
/// sure that the person may act for the party.
/// </summary>
internal sealed class MoveMilestone(IStore store, IMilestoneHome home, OpenMoney money, MilestoneRules rules, MarketClock clock)
{
    private const int Attempts = 20;
    private const int AttemptsBeside = 3;

    /// <param name="person">The id of whoever asks, where it is a person.</param>
    /// <param name="readAt">The version of the order that the person saw; null where they take it as it is.</param>
    /// <param name="beside">What else is written in the same commit, and told, given the milestone as it is afterwards: a dispute about it, say.</param>
    public async Task<Outcome<Milestone>> Run(
        string reference, Party by, string person, Func<MilestoneNow, Outcome<MilestoneStep>> move,
        Command? command = null, long? readAt = null, Func<Milestone, Changes>? beside = null, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await home.Find(reference, cancel) is not { } found || await money.Of(reference, cancel) is not { } work) return Refusal.NotFound();
            // A request that is sent twice finds done what it asks for.
            if (command is not null && await store.Command(command.Key, cancel) is { } known && known.Fingerprint == command.Fingerprint) return found.Milestone;
            var now = new MilestoneNow(found.Milestone, work.Payment, found.OrderActive, clock.Now, by, person, rules);
            if (readAt is { } seen && seen != found.Version) return NoLonger(move(now)) ?? CommitRefusals.Stale(found.Version);
            if (!move(now).Is(out var step, out var refusal) || (refusal = work.Do(step.Money)) is not null)
            {
                // Milestone and payment are read one after the other: where somebody moved both in between, this is no reason.
                if (await IsStill(reference, found, cancel) || attempt == Attempts) return refusal;
                continue;
            }
            var after = Arrived(step.After, work.Payment);
            var plan = work.HasChanged ? work.Plan() : new MoneyPlan([], []);
            var along = beside?.Invoke(after);
            var changes = new Changes(
                [.. found.Put(after, by), .. plan.Writes, .. along?.Writes ?? []], [Moved(reference, step.Row, by, found.Milestone, after), .. plan.Events, .. along?.Events ?? []], clock.Now, command);
            if ((await store.Commit(changes, cancel)).Is(out _, out refusal)) return after;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) return refusal;
            // What is written beside it was seen at a version of its own, and trying again does not make it the newest.
            if (along is not null && attempt >= AttemptsBeside && await IsStill(reference, found, cancel)) return refusal;
        }
    }

    internal static MilestoneMoved Moved(string reference, string row, Party by, Milestone before, Milestone after) =>
        new(reference, row, before.State, after.State, by) { Tell = MilestoneTable.Row(row).Notice };

    /// <summary>What the state that stands does not allow any more: whoever saw another is told that, and need not read it first to learn that they came too late.</summary>
    private static Refusal? NoLonger(Outcome<MilestoneStep> moved) => !moved.Is(out _, out var refusal) && refusal.Kind == RefusalKind.Conflict ? refusal : null;

    private async Task<bool> IsStill(string reference, MilestoneAtHome read, CancellationToken cancel) => (await home.Find(reference, cancel))?.Version == read.Version;

    /// <summary>A payment page that was never asked for at the provider is closed at once, and nobody tells of it.</summary>
    private static Milestone Arrived(Milestone it, Payment payment) => it.State != MilestoneState.FundingPending || payment.Collecting is not null ? it
        : it with { State = it.Cancelling ? MilestoneState.Cancelled : MilestoneState.Planned, Cancelling = false, ClosesAt = null, ReportedAt = null };
}
