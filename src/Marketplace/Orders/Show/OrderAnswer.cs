using Marketplace.Identity;
using Marketplace.Orders.Amend;
using Marketplace.Payments;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Show;

/// <summary>One of the parties, as the API gives it.</summary>
internal sealed record PartyAnswer(string Id, Bilingual Name);

/// <summary>A milestone as the API gives it.</summary>
/// <param name="PayAt">The page of this site that leads the buyer to the payment page, or to the pro-forma invoice, while there is one.</param>
/// <param name="CheckAt">The public page that confirms what was delivered to whoever holds it.</param>
/// <param name="ReportedPaidAt">When the buyer said that a transfer is on its way.</param>
internal sealed record MilestoneAnswer(
    int Number, string Title, MilestoneState State, Amount Net, Amount Vat, Amount Gross, DateOnly Due, IReadOnlyList<string> Deliverables, string AcceptanceTest, int ReviewDays,
    DateTimeOffset? FundedAt, DateTimeOffset? HoldLimit, DateTimeOffset? DeliveredAt, DateTimeOffset? ReviewEndsAt, DateTimeOffset? AcceptedAt, int ChangesAsked, IReadOnlyList<FileAnswer> Files,
    string? PayAt, PayBy PaidBy, DateTimeOffset? ReportedPaidAt, string? CheckAt, IReadOnlyList<TaxInvoiceAnswer> Invoices)
{
    public static MilestoneAnswer Of(Milestone it, Order order) => Of(it, order.Files, order.Id) with { Invoices = [.. order.TaxInvoices.Where(invoice => invoice.Milestone == it.Terms.Number).Select(invoice => TaxInvoiceAnswer.Of(invoice, order))] };

    /// <param name="order">Where its page is; null where there is no order.</param>
    public static MilestoneAnswer Of(Milestone it, IEnumerable<Deliverable> files, OrderId? order = null) => new(
        it.Terms.Number, it.Terms.Title, it.State, Amount.Of(it.Terms.Net), Amount.Of(it.Terms.Vat), Amount.Of(Shares.Gross(it.Terms)), it.Terms.Due, it.Terms.Deliverables,
        it.Terms.AcceptanceTest, it.Terms.ReviewDays, it.FundedAt, it.HoldLimit, it.DeliveredAt, it.ReviewEndsAt, it.AcceptedAt, it.ChangesAsked,
        [.. files.Where(file => file.Milestone == it.Terms.Number).Select(file => new FileAnswer(file.File.Hash, file.File.Name, file.File.MediaType, file.File.Bytes, file.At))],
        it.State == MilestoneState.FundingPending && order is { } id ? $"/orders/{OrderPayments.Reference(id, it.Terms.Number).Replace("/", "/milestones/", StringComparison.Ordinal)}/pay" : null, it.PaidBy, it.ReportedAt,
        it.CheckCode is { } code ? $"/check/{code}" : null, []);
}

/// <summary>A tax invoice of the provider's, as the API gives it.</summary>
/// <param name="Standing">False where a newer one stands in its place.</param>
internal sealed record TaxInvoiceAnswer(string Number, DateOnly Day, Amount Amount, FileAnswer File, string? Replaces, bool Standing)
{
    public static TaxInvoiceAnswer Of(TaxInvoice it, Order order) =>
        new(it.Number, it.Day, Amount.Of(it.Amount), new FileAnswer(it.File.Hash, it.File.Name, it.File.MediaType, it.File.Bytes, it.At), it.Replaces, !TaxInvoices.IsReplaced(order, it));
}

internal sealed record FileAnswer(string Hash, string Name, string MediaType, long Bytes, DateTimeOffset At);

/// <summary>A certificate that the order rests on and that does not hold today.</summary>
internal sealed record FallenAnswer(string Id, string Number, EvidenceStatus Status);

/// <summary>An order as the API gives it.</summary>
internal sealed record OrderAnswer(
    OrderId Id, long Version, OrderState State, string Listing, PartyAnswer Provider, PartyAnswer Buyer, Bilingual Title, OrderWay Way, OfferId? Offer, int Quantity,
    string? Scope, string? Terms, string? PurchaseOrder, string InvoiceTitle, string? TaxNumber, ContractFacts Contract, string EvidenceHash, IReadOnlyList<FallenAnswer> FallenCertificates,
    Amount Total, IReadOnlyList<MilestoneAnswer> Milestones, DateTimeOffset? AnswerUntil, string? Reason, DateTimeOffset PlacedAt,
    IReadOnlyList<ChangeAnswer> Changes)
{
    public static OrderAnswer Of(OrderView view)
    {
        var it = view.Order;
        return new OrderAnswer(
            it.Id, view.Document.Version, view.State, it.Listing.Value, new(it.Provider.Value, view.ProviderName), new(it.Buyer.Value, view.BuyerName), it.Title, it.Way, it.Offer, it.Quantity,
            it.Scope, it.Terms, it.Purchase.Number, it.Purchase.InvoiceTitle, it.Purchase.TaxNumber, it.Contract, it.Evidence,
            [.. view.Fallen.Select(fallen => new FallenAnswer(fallen.Frozen.Id.Value, fallen.Frozen.Number, fallen.Status))],
            Amount.Of(it.Total), [.. it.Milestones.Select(milestone => MilestoneAnswer.Of(milestone, it))], it.Confirmation.Until, it.Confirmation.Reason, it.PlacedAt,
            [.. view.Changes.Select(ChangeAnswer.Of)]);
    }
}

/// <summary>One step of an order's history as the API gives it.</summary>
internal sealed record StepAnswer(DateTimeOffset At, OrderStepKind Kind, Side Side, int? Milestone, string? Note, string? File, int? Change)
{
    public static IReadOnlyList<StepAnswer> Of(Order order) => [.. order.Steps.Select(it => new StepAnswer(it.At, it.Kind, it.Side, it.Milestone, it.Note, it.File, it.Change))];
}

/// <summary>The whole history of an order, oldest first.</summary>
internal sealed record StepsAnswer(OrderId Order, IReadOnlyList<StepAnswer> Events);
