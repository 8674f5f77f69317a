using System.Globalization;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Work;

/// <summary>Where the buyer pays a milestone. The provider of payments makes the page a moment after it was asked for.</summary>
internal sealed class FindPaymentPage(OrderSteps steps, IPayments payments)
{
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);

    /// <param name="patience">How long to wait for the page.</param>
    /// <returns>The page's address; null where there is none yet.</returns>
    public async Task<Outcome<string?>> Run(Actor actor, OrderId id, int milestone, TimeSpan patience = default, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        if (found.Value.Milestone(milestone) is null) return Refusal.NotFound();
        if (Parties.RefusesBuyer(actor, found.Value.Buyer) is { } no) return no;
        for (var waited = TimeSpan.Zero; ; waited += pause)
        {
            var payment = await payments.Payment(OrderPayments.Reference(id, milestone), cancel);
            if (payment?.Value.Collecting is not { Page: var page, Unwanted: false })
                return Refusal.Because(RefusalKind.Conflict, "nothing_to_pay", "该里程碑目前没有待付款项。", "There is nothing to pay for this milestone now.");
            // The paper is there at once, and pays nothing by itself.
            if (payment.Value.By != PayBy.Online) return $"/orders/{id}/milestones/{milestone.ToString(CultureInfo.InvariantCulture)}/pro-forma";
            if (page is not null || waited >= patience) return page;
            await Task.Delay(pause, cancel);
        }
    }
}
