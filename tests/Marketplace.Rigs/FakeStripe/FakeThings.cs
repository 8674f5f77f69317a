using System.Text.Json.Nodes;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>Something that stands at the fake. What changes of it is set by <see cref="StripeFake"/> alone.</summary>
public abstract class FakeThing
{
    public required string Id { get; init; }
    public required long Created { get; init; }
    public required string Currency { get; init; }
    public required long Amount { get; init; }
    public Dictionary<string, string> Metadata { get; init; } = [];
    /// <summary>The key that made it.</summary>
    public string? Key { get; init; }

    /// <param name="deep">What it is bound to is shown whole, and not by its id.</param>
    public abstract JsonObject Show(bool deep = false);

    protected JsonObject Of(string kind, params ReadOnlySpan<(string Name, JsonNode? Value)> rest)
    {
        var shown = new JsonObject { ["id"] = Id, ["object"] = kind, ["created"] = Created, ["livemode"] = false };
        foreach (var (name, value) in rest) shown[name] = value;
        return shown;
    }

    protected JsonObject ShowMetadata()
    {
        var shown = new JsonObject();
        foreach (var (name, value) in Metadata) shown[name] = value;
        return shown;
    }

    public static JsonObject List(string url, IEnumerable<JsonObject> data, bool more = false) =>
        new() { ["object"] = "list", ["url"] = url, ["has_more"] = more, ["data"] = new JsonArray([.. data]) };
}

public sealed class FakeSession : FakeThing
{
    public string Status { get; set; } = "open";
    public FakeIntent? Intent { get; set; }
    public required string Reference { get; init; }
    public required string Group { get; init; }
    public required Dictionary<string, string> IntentMetadata { get; init; }
    public required string Success { get; init; }
    /// <summary>Where the payer pays.</summary>
    public required string Page { get; init; }
    public long ExpiresAt => Created + 86_400;

    public override JsonObject Show(bool deep = false) => Of("checkout.session",
        ("automatic_tax", new JsonObject { ["enabled"] = false, ["liability"] = null, ["provider"] = null, ["status"] = null }), ("client_reference_id", Reference), ("currency", Currency),
        ("amount_total", Amount), ("amount_subtotal", Amount), ("custom_fields", new JsonArray()),
        ("custom_text", new JsonObject { ["after_submit"] = null, ["shipping_address"] = null, ["submit"] = null, ["terms_of_service_acceptance"] = null }),
        ("expires_at", ExpiresAt), ("mode", "payment"), ("payment_method_types", new JsonArray("card")), ("payment_status", Intent?.Status == "succeeded" ? "paid" : "unpaid"),
        ("shipping_options", new JsonArray()), ("status", Status), ("success_url", Success), ("url", Status == "open" ? Page : null),
        ("metadata", ShowMetadata()), ("payment_intent", Intent is null ? null : deep ? Intent.Show(true) : Intent.Id));
}

public sealed class FakeIntent : FakeThing
{
    public required string Group { get; init; }
    public string Status { get; set; } = "requires_payment_method";
    public string? Error { get; set; }
    public FakeCharge? Charge { get; set; }
    /// <summary>When what takes time is over.</summary>
    public long? ArrivesAt { get; set; }

    public override JsonObject Show(bool deep = false) => Of("payment_intent",
        ("amount", Amount), ("currency", Currency), ("capture_method", "automatic"), ("status", Status), ("transfer_group", Group), ("metadata", ShowMetadata()),
        ("last_payment_error", Error is null ? null : new JsonObject { ["type"] = "card_error", ["code"] = Error, ["message"] = "Your card was declined." }),
        ("latest_charge", Charge is null ? null : deep ? Charge.Show(true) : Charge.Id));
}

public sealed class FakeCharge : FakeThing
{
    public required FakeIntent Intent { get; init; }
    public required FakeTransaction Transaction { get; init; }
    public long Refunded { get; set; }
    public bool Disputed { get; set; }

    public override JsonObject Show(bool deep = false) => Of("charge",
        ("amount", Amount), ("amount_captured", Amount), ("amount_refunded", Refunded), ("currency", Currency), ("captured", true), ("disputed", Disputed), ("paid", true),
        ("refunded", Refunded == Amount), ("status", "succeeded"), ("transfer_group", Intent.Group), ("payment_intent", Intent.Id), ("metadata", ShowMetadata()),
        ("billing_details", new JsonObject { ["address"] = null, ["email"] = null, ["name"] = null, ["phone"] = null, ["tax_id"] = null }),
        ("balance_transaction", deep ? Transaction.Show() : Transaction.Id));
}

public sealed class FakeRefund : FakeThing
{
    public required FakeCharge Charge { get; init; }
    public string Status { get; set; } = "pending";
    public FakeTransaction? Transaction { get; set; }
    public FakeTransaction? Failure { get; set; }
    public long? MovesAt { get; set; }

    public override JsonObject Show(bool deep = false)
    {
        var shown = Of("refund",
            ("amount", Amount), ("currency", Currency), ("charge", Charge.Id), ("payment_intent", Charge.Intent.Id), ("status", Status), ("metadata", ShowMetadata()), ("reason", null),
            ("balance_transaction", Transaction?.Id));
        shown.Remove("livemode");
        if (Failure is not null) (shown["failure_balance_transaction"], shown["failure_reason"]) = (Failure.Id, "expired_or_canceled_card");
        return shown;
    }
}

public sealed class FakeTransfer : FakeThing
{
    public required string Destination { get; init; }
    public required string Group { get; init; }
    public FakeCharge? Source { get; init; }
    public required FakeTransaction Transaction { get; init; }
    public List<FakeReversal> Reversals { get; } = [];
    public long Reversed => Reversals.Sum(it => it.Amount);

    public override JsonObject Show(bool deep = false) => Of("transfer",
        ("amount", Amount), ("amount_reversed", Reversed), ("currency", Currency), ("destination", Destination), ("reversed", Reversed == Amount), ("source_transaction", Source?.Id),
        ("source_type", "card"), ("transfer_group", Group), ("metadata", ShowMetadata()), ("balance_transaction", Transaction.Id), ("destination_payment", $"py_{Id[3..]}"), ("description", null),
        ("reversals", List($"/v1/transfers/{Id}/reversals", Reversals.AsEnumerable().Reverse().Take(10).Select(it => it.Show()), Reversals.Count > 10)));
}

public sealed class FakeReversal : FakeThing
{
    public required FakeTransfer Transfer { get; init; }
    public required FakeTransaction Transaction { get; init; }

    public override JsonObject Show(bool deep = false)
    {
        var shown = Of("transfer_reversal", ("amount", Amount), ("currency", Currency), ("transfer", Transfer.Id), ("metadata", ShowMetadata()), ("balance_transaction", Transaction.Id),
            ("destination_payment_refund", null), ("source_refund", null));
        shown.Remove("livemode");
        return shown;
    }
}

/// <summary>A chargeback.</summary>
public sealed class FakeDispute : FakeThing
{
    public required FakeCharge Charge { get; init; }
    public required string Status { get; set; }
    public required bool Wins { get; init; }
    public long? DecidesAt { get; set; }
    public List<FakeTransaction> Moves { get; } = [];
    public long AnswerBy => Created + 7 * 86_400;
    /// <summary>What the bank was told; null before.</summary>
    public IReadOnlyDictionary<string, string>? Told { get; set; }
    public int Submissions { get; set; }

    public override JsonObject Show(bool deep = false) => Of("dispute",
        ("amount", Amount), ("currency", Currency), ("charge", deep ? Charge.Show() : Charge.Id), ("payment_intent", Charge.Intent.Id), ("status", Status), ("reason", "fraudulent"),
        ("balance_transactions", new JsonArray([.. Moves.Select(it => it.Show())])), ("enhanced_eligibility_types", new JsonArray()), ("is_charge_refundable", Moves.Count == 0), ("metadata", new JsonObject()),
        ("evidence", Evidence()), ("evidence_details", new JsonObject { ["due_by"] = AnswerBy, ["has_evidence"] = Told is not null, ["past_due"] = false, ["submission_count"] = Submissions, ["enhanced_eligibility"] = new JsonObject() }));

    private JsonObject Evidence()
    {
        var none = new JsonObject { ["enhanced_evidence"] = new JsonObject() };
        foreach (var name in (ReadOnlySpan<string>)
        [
            "access_activity_log", "billing_address", "cancellation_policy", "cancellation_policy_disclosure", "cancellation_rebuttal", "customer_communication", "customer_email_address", "customer_name",
            "customer_purchase_ip", "customer_signature", "duplicate_charge_documentation", "duplicate_charge_explanation", "duplicate_charge_id", "product_description", "receipt", "refund_policy",
            "refund_policy_disclosure", "refund_refusal_explanation", "service_date", "service_documentation", "shipping_address", "shipping_carrier", "shipping_date", "shipping_documentation",
            "shipping_tracking_number", "uncategorized_file", "uncategorized_text",
        ]) none[name] = Told?.GetValueOrDefault(name);
        return none;
    }
}

/// <summary>A review, or an early fraud warning, of a charge.</summary>
public sealed class FakeWarning : FakeThing
{
    public required FakeCharge Charge { get; init; }
    public bool Open { get; set; } = true;

    public override JsonObject Show(bool deep = false) => Id.StartsWith("issfr", StringComparison.Ordinal)
        ? Of("radar.early_fraud_warning", ("actionable", true), ("charge", deep ? Charge.Show() : Charge.Id), ("fraud_type", "misc"), ("payment_intent", Charge.Intent.Id))
        : Of("review", ("billing_zip", null), ("charge", deep ? Charge.Show() : Charge.Id), ("closed_reason", Open ? null : "approved"), ("open", Open), ("opened_reason", "rule"), ("reason", Open ? "rule" : "approved"), ("payment_intent", Charge.Intent.Id));
}

/// <summary>A line of the platform's balance.</summary>
public sealed class FakeTransaction : FakeThing
{
    public required string Type { get; init; }
    public required string Source { get; init; }
    public long Fee { get; init; }
    public long Net => Amount - Fee;

    public override JsonObject Show(bool deep = false)
    {
        var shown = Of("balance_transaction",
            ("amount", Amount), ("available_on", Created), ("balance_type", "payments"), ("currency", Currency), ("description", null), ("exchange_rate", null), ("fee", Fee),
            ("fee_details", Fee == 0 ? [] : new JsonArray(new JsonObject { ["amount"] = Fee, ["application"] = null, ["currency"] = Currency, ["description"] = "Stripe processing fees", ["type"] = "stripe_fee" })),
            ("net", Net), ("reporting_category", Type), ("source", Source), ("status", "available"), ("type", Type));
        shown.Remove("livemode");
        return shown;
    }
}
