using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Amend;

/// <summary>An order as it is once a change of it is in force, and what is written and told beside it.</summary>
internal sealed record ChangedOrder(Order Order, IReadOnlyList<Write> Along, IReadOnlyList<MarketEvent> Events);

/// <summary>
/// Makes of an order what a change agrees: each milestone by the table of milestones, its payment with it, new ones with payments of their own. It
/// writes nothing, so that a proposal can be tried before it is made.
/// </summary>
internal sealed class CarryOutChange(OpenMoney money, MilestoneRules rules, MarketClock clock)
{
    /// <param name="by">The side whose yes brings it into force.</param>
    /// <param name="fieldOf">At which field a refusal stands, by the number of the milestone; null where there is no form.</param>
    public async Task<Outcome<ChangedOrder>> Run(Order order, FrozenChange change, Party by, string person, Func<int, string>? fieldOf, CancellationToken cancel)
    {
        var (after, along, events) = (order, new List<Write>(), new List<MarketEvent>());
        foreach (var row in change.Milestones)
        {
            var reference = OrderPayments.Reference(order.Id, row.Number);
            if (row is { Old: null, New: { } added })
            {
                after = after with { Milestones = [.. after.Milestones, new Milestone { Terms = added }] };
                along.Add(OrderPayments.Open(after, added));
                continue;
            }
            var (milestone, work) = (order.Milestone(row.Number)!, await money.Of(reference, cancel) ?? throw new InvalidOperationException($"There is no payment {reference}."));
            var now = new MilestoneNow(milestone, work.Payment, true, clock.Now, by, person, rules);
            if (!Step(now, row).Is(out var step, out var refusal) || (refusal = work.Do(step.Money)) is not null) return Because(refusal, row.Number, fieldOf);
            var moved = row.New is null ? step.After with { TakenOut = change.Number } : step.After;
            after = after.Moved(moved, by, clock.Now);
            events.Add(MoveMilestone.Moved(reference, step.Row, by, milestone, moved));
            if (!work.HasChanged) continue;
            var plan = work.Plan();
            along.AddRange(plan.Writes);
            events.AddRange(plan.Events);
        }
        var (given, codes) = CheckCode.Give(after);
        return new ChangedOrder(given, [.. along, .. codes], events);
    }

    private static Outcome<MilestoneStep> Step(MilestoneNow now, ChangedMilestone row)
    {
        if (!ChangedMilestone.Same(now.It.Terms, row.Old!)) return Refusal.Because(RefusalKind.Conflict, "milestone_changed", "该里程碑的约定已另有变更。", "The milestone was agreed anew since.");
        if (row.OnlyDue && now.It.State == MilestoneState.Funded) return MilestoneTable.Postpone(now, row.New!.Due);
        if (now.It.State != MilestoneState.Planned) return NotPlanned(now.It);
        return row.New is { } terms ? MilestoneTable.Agree(now, terms) : MilestoneTable.Cancel(now);
    }

    private static Refusal NotPlanned(Milestone it) => it.State switch
    {
        MilestoneState.FundingPending => Refusal.Because(RefusalKind.Conflict, "milestone_being_paid", "该里程碑正在付款，付款结束前不能变更。", "The milestone is being paid; until that has ended nothing of it can be changed."),
        MilestoneState.Funded => Refusal.Because(RefusalKind.Conflict, "milestone_paid", "该里程碑已付款，只能变更交付日期。", "The milestone is paid; only its due date can be changed."),
        _ => Refusal.Because(RefusalKind.Conflict, "milestone_not_changeable", "该里程碑已不能变更。", "The milestone can no longer be changed."),
    };

    /// <summary>Says of which milestone it is, or says it at its field.</summary>
    private static Refusal Because(Refusal refusal, int number, Func<int, string>? fieldOf) => new(refusal.Kind,
    [
        .. refusal.Problems.Select(it => fieldOf is not null ? it with { Field = fieldOf(number) }
            : it with { Message = new Bilingual($"里程碑 {number}：{it.Message.Zh}", $"Milestone {number}: {it.Message.En}"), Field = null }),
    ]);
}
