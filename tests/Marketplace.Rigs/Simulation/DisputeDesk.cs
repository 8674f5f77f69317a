using System.Globalization;
using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Simulation;

/// <summary>What people do about disputes, by the code that moves a dispute together with its milestone. Whoever is no side of a deal meets the table itself.</summary>
internal sealed class DisputeDesk(MoneyRig rig, Chance chance)
{
    private int made;

    public Task<Outcome<Milestone>> Open(string reference, Party by, string person, Command? command) => by is Party.Buyer or Party.Provider
        ? rig.Disputes.Open(New(reference, SideOf(by), person, DisputeReason.Other), 0, null, person, command)
        : rig.Do(reference, by, MilestoneTable.OpenDispute, person, command);

    public Task<Outcome<Milestone>> Answer(string reference, Party by, string person, Command? command) => by is Party.Buyer or Party.Provider && Current(reference) is { } it
        ? Again(reference, it, now => rig.Disputes.Answer(now.Value.Argued(SideOf(by), person, "It is as agreed.", rig.Clock.Now), now.Version, SideOf(by), person, command))
        : rig.Do(reference, by, MilestoneTable.AnswerDispute, person, command);

    public Task<Outcome<Milestone>> Concede(string reference, Party by, string person, Command? command) => by is Party.Buyer or Party.Provider && Current(reference) is { } it
        ? Again(reference, it, now => rig.Disputes.Concede(now.Value, now.Version, SideOf(by), person, command))
        : rig.Do(reference, by, MilestoneTable.Concede, person, command);

    /// <summary>What an operator does, by the code that keeps the act and its reasons with it.</summary>
    /// <param name="row">What it comes to in the table, where somebody else tries it.</param>
    public async Task<Outcome<Milestone>> Act(string reference, Party by, string person, Command? command, MoneyActKind kind, Func<MilestoneNow, Outcome<MilestoneStep>> row, long amount = 0, string? call = null)
    {
        if (by is not Party.Officer) return await rig.Do(reference, by, row, person, command);
        var ((order, number), now) = (OrderPayments.Read(reference)!.Value, rig.Clock.Now);
        var act = new MoneyAct
        {
            Id = MoneyActId.From(string.Create(CultureInfo.InvariantCulture, $"mac_{++made:D26}")), Kind = kind, Order = order, Milestone = number, Amount = new Money(amount, rig.Paid(reference).Currency), Call = call,
            Reasons = "It must go on.", By = person, At = now, SavedAt = now, State = MoneyActState.Done,
        };
        var outcome = await rig.Acts.Run(act, 0, kind == MoneyActKind.HandOver ? New(reference, Side.Site, person, DisputeReason.HandedOver) : null, command, default);
        return outcome.Is(out _, out var refusal) ? rig.Milestone(reference) : refusal;
    }

    public Task<Outcome<Milestone>> Decide(string reference, Party by, string person, Command? command)
    {
        var (it, money) = (Current(reference), rig.Paid(reference));
        var all = money.Held + (money.Part?.Gross ?? 0);
        var release = chance.Below(4) switch { 0 => 0, 1 => all, _ => chance.Between(0, all) };
        var refund = chance.Of(0.9) ? all - release : all - release + 1;
        if (it?.Value.Proposed is { } first && chance.Of(0.7)) (release, refund) = (first.Release, first.Refund);
        return by is Party.Arbiter && it is not null ? Again(reference, it, now => rig.Disputes.Decide(now.Value, now.Version, release, refund, "As it seems.", person, command))
            : rig.Do(reference, by, now => by is Party.Arbiter ? NoDispute() : MilestoneTable.Decide(now, release, refund), person, command);
    }

    /// <summary>Operators and arbiters see to a milestone that waits for a person, as far as they can today.</summary>
    public async Task SeeTo(string reference)
    {
        var (it, money) = (rig.Milestone(reference), rig.Paid(reference));
        var all = money.Held + (money.Part?.Gross ?? 0);
        if (rig.Memory.Current<ProviderCall>().FirstOrDefault(call => call.Value.Reference == reference && call.Value.Status == CallStatus.Stuck) is { } stuck)
        {
            await Act(reference, Party.Officer, "ann", null, MoneyActKind.SettleCall, MilestoneTable.Conclude, stuck.Value.Amount.Amount, stuck.Value.Key);
        }
        else if (all > 0)
        {
            if (Current(reference) is null) await Act(reference, Party.Officer, "ann", null, MoneyActKind.HandOver, MilestoneTable.HandOver);
            for (var arbiters = 0; arbiters < 2 && Current(reference) is { } open; arbiters++)
                await rig.Disputes.Decide(open.Value, open.Version, 0, all, "It cannot be told any more.", open.Value.Proposed?.By == "ann" ? "bob" : "ann", null);
        }
        else if (it.State == MilestoneState.Review)
        {
            await Act(reference, Party.Officer, "ann", null, MoneyActKind.Conclude, MilestoneTable.Conclude, money.Owed);
        }
    }

    /// <summary>Somebody to whom it is said that it was changed in the meantime looks again.</summary>
    private async Task<Outcome<Milestone>> Again(string reference, Document<Dispute> seen, Func<Document<Dispute>, Task<Outcome<Milestone>>> act)
    {
        for (var looked = 0; ; looked++)
        {
            var outcome = await act(seen);
            if (outcome.Succeeded || outcome.Refusal.Kind != RefusalKind.Stale || looked == 3) return outcome;
            if (Current(reference) is not { } now) return Refusal.Because(RefusalKind.Conflict, "over", "争议已结束。", "The dispute is over.");
            seen = now;
        }
    }

    private Document<Dispute>? Current(string reference) => rig.Memory.Current<Dispute>().FirstOrDefault(it => it.Value.Reference == reference && it.Value.State == DisputeState.Open);

    private Dispute New(string reference, Side by, string person, DisputeReason reason)
    {
        var (order, number) = OrderPayments.Read(reference)!.Value;
        return new Dispute
        {
            Id = DisputeId.From(string.Create(CultureInfo.InvariantCulture, $"dsp_{++made:D26}")), Order = order, Milestone = number, Buyer = OrganisationId.From("org_00000000000000000000000000"), Provider = ProviderId.From("prv_00000000000000000000000000"),
            Title = Bilingual.Same("Testing"), By = by, StartedBy = person, Reason = reason, StartedAt = rig.Clock.Now, SavedAt = rig.Clock.Now,
        };
    }

    private static Outcome<MilestoneStep> NoDispute() => Refusal.Because(RefusalKind.Conflict, "no_dispute", "没有争议。", "There is nothing to decide on.");

    private static Side SideOf(Party by) => by == Party.Buyer ? Side.Buyer : Side.Provider;
}
