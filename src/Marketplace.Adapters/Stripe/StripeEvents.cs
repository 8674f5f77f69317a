using System.Text.Json;
using Marketplace.Payments;

namespace Marketplace.Adapters.Stripe;

/// <summary>
/// Reads of an event what it is about, and nothing else: the thing itself is asked for. So an event of another version of the API than ours is as good
/// as any.
/// </summary>
internal static class StripeEvents
{
    /// <summary>Those that say something here, for asking what was missed.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "checkout.session.completed", "checkout.session.expired", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
        "payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled", "charge.updated",
        "refund.created", "refund.updated", "refund.failed", "transfer.created", "transfer.updated", "transfer.reversed",
        // Of chargebacks the beginning, what is told to the bank, the moves and the end.
        "charge.dispute.created", "charge.dispute.updated", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated", "charge.dispute.closed", "review.opened", "review.closed", "radar.early_fraud_warning.created",
        Account,
    ];

    /// <summary>As many types as Stripe takes in one question.</summary>
    public const int MostTypes = 20;

    private const string Account = "account.updated";

    /// <summary>Null for what is no event of Stripe's.</summary>
    public static GatewayEvent? Read(JsonElement told)
    {
        if (told.ValueKind != JsonValueKind.Object || Text(told, "id") is not { Length: > 0 and <= 255 } id || Text(told, "type") is not { } type) return null;
        if (!told.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("object", out var about) || about.ValueKind != JsonValueKind.Object) return null;
        var at = told.TryGetProperty("created", out var created) && created.TryGetInt64(out var seconds) && seconds is >= 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;
        var (kind, thing) = About(type, about);
        // What happens at a payee's account is the payee's; of the account itself it is asked whether it is one of ours.
        if (type != Account && Text(told, "account") is not null) kind = GatewayKind.Other;
        return thing is { Length: <= 255 } ? new GatewayEvent(id, at, kind, thing, told.GetRawText()) : null;
    }

    private static (GatewayKind Kind, string? Id) About(string type, JsonElement about) => (type, Text(about, "object")) switch
    {
        ({ } it, "checkout.session") when it.StartsWith("checkout.session.", StringComparison.Ordinal) => (GatewayKind.Session, Text(about, "id")),
        ({ } it, "payment_intent") when it.StartsWith("payment_intent.", StringComparison.Ordinal) => (GatewayKind.Session, Text(about, "id")),
        ("charge.succeeded" or "charge.updated", "charge") when Text(about, "payment_intent") is { } intent => (GatewayKind.Session, intent),
        (_, "refund") => (GatewayKind.Refund, Text(about, "id")),
        ("transfer.reversed", "transfer") when Newest(about) is { } reversal => (GatewayKind.Reversal, $"{Text(about, "id")}/{reversal}"),
        (_, "transfer") => (GatewayKind.Transfer, Text(about, "id")),
        (_, "dispute") => (GatewayKind.Chargeback, Text(about, "id")),
        (_, "review" or "radar.early_fraud_warning") => (GatewayKind.Warning, Text(about, "id")),
        (Account, "account") => (GatewayKind.Account, Text(about, "id")),
        _ => (GatewayKind.Other, Text(about, "id") ?? ""),
    };

    private static string? Newest(JsonElement transfer) =>
        transfer.TryGetProperty("reversals", out var reversals) && reversals.ValueKind == JsonValueKind.Object && reversals.TryGetProperty("data", out var list)
        && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? Text(list[0], "id") : null;

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
