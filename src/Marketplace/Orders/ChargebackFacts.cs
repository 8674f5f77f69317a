using System.Globalization;
using System.Text;
using Marketplace.DesignSystem;
using Marketplace.Files;
using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// What an order knows of a milestone whose payment the buyer's bank asks back, as the bank reads it: what was agreed, what was delivered and when, and how
/// anybody can check that. In English, which card schemes take everywhere; nothing of people, and of the buyer only what its own order says.
/// </summary>
internal static class ChargebackFacts
{
    private const int MostFiles = 10;

    public static ChargebackEvidence Of(Order order, Milestone milestone, Payment payment, MarketClock clock)
    {
        var (terms, number) = (milestone.Terms, milestone.Terms.Number);
        var steps = order.Steps.Where(it => it.Milestone == number).ToList();
        var delivered = order.Files.Where(it => it.Milestone == number && DeliveredFile.Of(order, number, it.File.Hash) is not null).ToList();
        var text = new StringBuilder();
        Say($"Order {order.Id} was placed on {Day(order.PlacedAt)} by {order.Purchase.InvoiceTitle} for \"{order.Title.In(Language.En)}\", in {order.Milestones.Count} milestone(s).");
        Say($"Milestone {number}, \"{terms.Title}\", costs {Sum(payment.Gross)} and was due by the end of {terms.Due:yyyy-MM-dd}. Agreed deliverables: {(terms.Deliverables.Count == 0 ? "as in the scope of the order" : string.Join("; ", terms.Deliverables))}.");
        if (terms.AcceptanceTest.Length > 0) Say($"Agreed test of acceptance: {terms.AcceptanceTest}");
        Say($"What the buyer was shown and agreed to when ordering is kept unchanged as one document, SHA-256 {order.Evidence}.");
        foreach (var step in steps)
            if (Happened(step) is { } sentence) Say($"{Instant(step.At)}: {sentence}");
        foreach (var it in delivered.Take(MostFiles)) Say($"Delivered file: {it.File.Name} ({it.File.Bytes} bytes, SHA-256 {it.File.Hash}), handed over {Instant(it.At)}.");
        if (delivered.Count > MostFiles) Say($"And {delivered.Count - MostFiles} more files.");
        if (delivered.Count > 0 && milestone.CheckCode is { } code) Say($"Whoever holds a delivered file can have the delivery confirmed on the marketplace's public page /check/{code}.");
        if (milestone.Decision is { } decision) Say($"A dispute between the parties was decided on {Day(decision.At)}: {Sum(new Money(decision.Release, payment.Currency))} to the provider, {Sum(new Money(decision.Refund, payment.Currency))} back to the buyer.");
        if (payment.Refunded > 0) Say($"{Sum(new Money(payment.Refunded, payment.Currency))} were refunded to the buyer already.");
        Say("Each step is kept in a hash-linked record (RFC 6962); a proof that verifies without this marketplace can be handed in on request.");
        var told = text.ToString().TrimEnd();
        var served = steps.LastOrDefault(it => it.Kind == OrderStepKind.Delivered)?.At;
        return new ChargebackEvidence(
            $"{order.Title.In(Language.En)}: {terms.Title}", order.Purchase.InvoiceTitle, served is { } at ? clock.DayOf(at) : null, told.Length <= ChargebackEvidence.Longest ? told : told[..ChargebackEvidence.Longest]);

        void Say(string sentence) => text.Append(sentence).Append('\n');

        string Day(DateTimeOffset instant) => clock.DayOf(instant).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static string? Happened(OrderStep step) => (step.Kind, step.Side) switch
    {
        (OrderStepKind.Paid, _) => "the buyer paid.",
        (OrderStepKind.Delivered, _) => "the provider delivered.",
        (OrderStepKind.ChangesAsked, _) => "the buyer asked for changes.",
        (OrderStepKind.Accepted, Side.Buyer) => "the buyer accepted the delivery.",
        (OrderStepKind.Accepted, _) => "the agreed time for review ended without an objection, so the delivery was accepted.",
        (OrderStepKind.Released, _) => "the provider was paid.",
        (OrderStepKind.Disputed, Side.Buyer) => "the buyer opened a dispute on the marketplace.",
        (OrderStepKind.Disputed, Side.Provider) => "the provider opened a dispute on the marketplace.",
        (OrderStepKind.RefundAsked, _) => "a refund was begun.",
        (OrderStepKind.Refunded, _) => "a refund reached the buyer.",
        _ => null,
    };

    private static string Sum(Money it) => $"{it.Currency} {Numbers.Major(it)}";

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
