using System.Globalization;
using Marketplace.Payments;

namespace Marketplace.Adapters.Stripe;

/// <summary>
/// Writes what is asked as Stripe wants to be asked: path and form, the same for the same order, so that it can be kept and sent again byte for byte.
/// Each thing that is made carries the key of its call and its reference in <c>metadata</c>, by which it is found again.
/// </summary>
internal static class StripeRequests
{
    public const string CallKey = "call_key";
    public const string Reference = "reference";

    /// <summary>What is put together at Stripe: all payments of one order.</summary>
    public static string Group(string reference) => reference.Split('/')[0];

    public static GatewayRequest Write(GatewayOrder order, Uri site) => order.Operation switch
    {
        GatewayOperation.Collect => Collect(order, site),
        GatewayOperation.CancelCollect => new($"/v1/checkout/sessions/{Id(order.On)}/expire", ""),
        GatewayOperation.Release => new("/v1/transfers", Form(
        [
            ("amount", Minor(order)), ("currency", Currency(order)), ("destination", order.Payee ?? ""),
            // Of this charge, so that money may go on that is not cleared yet, and no other order's pays for it.
            .. order.On is { } charge ? [("source_transaction", charge)] : Array.Empty<(string, string)>(),
            ("transfer_group", Group(order.Reference)), .. Metadata("metadata", order),
        ])),
        GatewayOperation.Refund => new("/v1/refunds", Form([("charge", order.On ?? ""), ("amount", Minor(order)), .. Metadata("metadata", order)])),
        GatewayOperation.Reverse => new($"/v1/transfers/{Id(order.On)}/reversals", Form([("amount", Minor(order)), .. Metadata("metadata", order)])),
        GatewayOperation.Answer => new($"/v1/disputes/{Id(order.On)}", Form([.. Evidence(order.Evidence!), ("submit", "true"), ("expand[0]", "charge")])),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order.Operation, "There is no request for it."),
    };

    private static GatewayRequest Collect(GatewayOrder order, Uri site)
    {
        var back = new Uri(site, $"/orders/{Uri.EscapeDataString(Group(order.Reference))}").ToString();
        return new("/v1/checkout/sessions", Form(
        [
            ("mode", "payment"), ("client_reference_id", order.Reference),
            ("line_items[0][price_data][currency]", Currency(order)), ("line_items[0][price_data][product_data][name]", order.Reference),
            ("line_items[0][price_data][unit_amount]", Minor(order)), ("line_items[0][quantity]", "1"),
            // The payer pays in the currency that was agreed, or the amount that arrives would be another.
            ("adaptive_pricing[enabled]", "false"),
            // With the charge its balance transaction is there too, which says what Stripe kept.
            ("payment_intent_data[capture_method]", "automatic"), ("payment_intent_data[transfer_group]", Group(order.Reference)),
            .. Metadata("payment_intent_data[metadata]", order), .. Metadata("metadata", order),
            ("success_url", back), ("cancel_url", back),
        ]));
    }

    private static IEnumerable<(string, string)> Evidence(ChargebackEvidence it)
    {
        yield return ("evidence[product_description]", it.Product);
        if (it.Customer is { } customer) yield return ("evidence[customer_name]", customer);
        if (it.ServedOn is { } day) yield return ("evidence[service_date]", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return ("evidence[uncategorized_text]", it.Text);
    }

    private static IEnumerable<(string, string)> Metadata(string name, GatewayOrder order) => [($"{name}[{CallKey}]", order.Key), ($"{name}[{Reference}]", order.Reference)];

    private static string Minor(GatewayOrder order) => order.Amount.Amount.ToString(CultureInfo.InvariantCulture);

    private static string Currency(GatewayOrder order) => order.Amount.Currency.ToLowerInvariant();

    private static string Id(string? id) => Uri.EscapeDataString(id ?? "none");

    private static string Form(IEnumerable<(string Name, string Value)> fields) =>
        string.Join('&', fields.Select(it => $"{Uri.EscapeDataString(it.Name)}={Uri.EscapeDataString(it.Value)}"));
}
