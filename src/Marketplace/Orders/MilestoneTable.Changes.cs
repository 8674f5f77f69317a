using Marketplace.Payments;
using Marketplace.Vocabulary;
using static Marketplace.Orders.MilestoneState;

namespace Marketplace.Orders;

/// <summary>The rows of change orders: what both sides agreed anew of a milestone. Whoever calls them has made sure that they did.</summary>
internal static partial class MilestoneTable
{
    // T15: before anything is paid, or on its way, all of it can be agreed anew; the payment follows in the same commit.
    public static Outcome<MilestoneStep> Agree(MilestoneNow now, MilestoneTerms terms) => May("T15", now) is { } not ? not
        : !now.OrderActive ? NotActive()
        : Shares.Gross(terms) == now.Money.Gross && terms.Vat.Amount == now.Money.Vat ? Go("T15", now, Planned, it => it with { Terms = terms })
        : Go("T15", now, Planned, it => it with { Terms = terms }, new MoneyMove.Reprice(Shares.Gross(terms), terms.Vat.Amount));

    // T15d: of what is paid and not delivered only the due day, and none so late that no time to review is left while the payment may be kept.
    public static Outcome<MilestoneStep> Postpone(MilestoneNow now, DateOnly due) => May("T15d", now) is { } not ? not
        : !IsDirect(now) && now.It.HoldLimit is { } limit && now.Rules.EndOf(due) + MilestoneRules.LeastReview > limit
            ? No("held_too_short", "付款的保管期限在该日期之后不足以完成验收。", "The payment cannot be kept long enough after that day for the review.")
        : Go("T15d", now, Funded, it => Due(it, due) with { HoldLimit = IsDirect(now) ? KeptUntil(now with { It = Due(it, due) }) : it.HoldLimit });

    private static Milestone Due(Milestone it, DateOnly due) => it with { Terms = it.Terms with { Due = due } };
}
