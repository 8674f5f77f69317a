using Marketplace.Identity;
using Marketplace.Orders.Show;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Transfers;

/// <summary>The pro-forma invoice of a milestone that is, or was to be, paid by bank transfer.</summary>
public sealed record ProForma(OrderView View, Milestone Milestone, BankTransfer Transfer)
{
    public Order Order => View.Order;
}

/// <summary>Shows the pro-forma invoice to whoever may see the order; where no transfer was chosen there is none.</summary>
internal sealed class ShowProForma(ShowOrder show, IPayments payments)
{
    public async Task<Outcome<ProForma>> Run(Actor actor, OrderId id, int milestone, CancellationToken cancel = default)
    {
        if (!(await show.Run(actor, id, cancel)).Is(out var view, out var refusal)) return refusal;
        return view.Order.Milestone(milestone) is { } it && (await payments.Payment(OrderPayments.Reference(id, milestone), cancel))?.Value.Wire is { } transfer
            ? new ProForma(view, it, transfer) : Refusal.NotFound();
    }
}
