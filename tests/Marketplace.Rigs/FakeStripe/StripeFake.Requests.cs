using System.Globalization;
using System.Text.Json.Nodes;
using static Marketplace.Rigs.FakeStripe.FakeThing;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>What can be asked, and the layer that answers a key once.</summary>
public sealed partial class StripeFake
{
    private const long KeyHolds = 86_400;
    private readonly Dictionary<string, (string Asked, FakeAnswer Answer, long At)> kept = new(StringComparer.Ordinal);

    /// <summary>What happens to a request on its way.</summary>
    public Func<FakeRequest, Fate> Fates { get; set; } = _ => Fate.Through;

    /// <summary>Everything that was asked and what was answered, for holding both to the description.</summary>
    public Action<FakeRequest, FakeAnswer>? Seen { get; set; }

    /// <returns>Null where the connection broke.</returns>
    public FakeAnswer? Ask(FakeRequest asked)
    {
        lock (busy)
        {
            var fate = Fates(asked);
            switch (fate)
            {
                case Fate.NeverArrives: return null;
                case Fate.ErrorKept when asked.Method == "GET": return Error(500, "api_error", null, "An error occurred.");
                case Fate.ErrorBefore: return Error(503, "api_error", null, "Try again.");
                case Fate.TooMany: return Error(429, "invalid_request_error", "rate_limit", "Too many requests.");
                case Fate.InUse: return Error(409, "idempotency_error", "idempotency_key_in_use", "There is another request in progress with this key.");
            }
            var answer = asked.Method == "POST" && asked.Key is { } key ? Once(key, asked, fate) : Answer(asked);
            Seen?.Invoke(asked, answer);
            return fate switch { Fate.AnswerLost => null, Fate.HalfAnAnswer => answer with { Body = answer.Body[..(answer.Body.Length / 2)] }, _ => answer };
        }
    }

    private FakeAnswer Once(string key, FakeRequest asked, Fate fate)
    {
        var what = $"{asked.Path}\n{asked.Body}";
        if (kept.TryGetValue(key, out var before) && Now - before.At < KeyHolds)
            return before.Asked != what ? Error(400, "idempotency_error", null, "Keys for idempotent requests can only be used with the same parameters they were first used with.") : before.Answer with { Replayed = true };
        var answer = Answer(asked);
        // What fails validation before anything begins is not kept.
        if (answer.Status == 404 || answer.Status == 400 && answer.Body.Contains("\"parameter_", StringComparison.Ordinal)) return answer;
        if (fate == Fate.ErrorKept) answer = Error(500, "api_error", null, "An error occurred.");
        kept[key] = (what, answer, Now);
        return answer;
    }

    private FakeAnswer Answer(FakeRequest asked)
    {
        if (asked.Authorization?.Split(' ') is not ["Bearer" or "Basic", { Length: > 0 }]) return Error(401, "invalid_request_error", null, "You did not provide an API key.");
        return (asked.Method, asked.Path.Trim('/').Split('/')[1..]) switch
        {
            ("POST", ["checkout", "sessions"]) => NewSession(asked),
            ("POST", ["checkout", "sessions", var id, "expire"]) => Close(id),
            ("GET", ["checkout", "sessions", var id]) => One(Sessions.FirstOrDefault(it => it.Id == id), asked),
            ("GET", ["checkout", "sessions"]) => Page(asked, Sessions.Where(it => (asked["payment_intent"] is not { } intent || it.Intent?.Id == intent) && it.Created >= Since(asked))),
            ("POST", ["refunds"]) => NewRefund(asked),
            ("GET", ["refunds", var id]) => One(Refunds.FirstOrDefault(it => it.Id == id), asked),
            ("GET", ["refunds"]) => Page(asked, Refunds.Where(it => asked["charge"] is not { } charge || it.Charge.Id == charge)),
            ("GET", ["charges"]) => Page(asked, Charges.Where(it => asked["transfer_group"] is not { } group || it.Intent.Group == group)),
            ("POST", ["transfers"]) => NewTransfer(asked),
            ("GET", ["transfers", var id]) => One(Transfers.FirstOrDefault(it => it.Id == id), asked),
            ("GET", ["transfers"]) => Page(asked, Transfers.Where(it => asked["transfer_group"] is not { } group || it.Group == group)),
            ("POST", ["transfers", var id, "reversals"]) => NewReversal(id, asked),
            ("GET", ["transfers", var id, "reversals"]) => Page(asked, Transfers.Where(it => it.Id == id).SelectMany(it => it.Reversals)),
            ("GET", ["transfers", var id, "reversals", var reversal]) => One(Transfers.FirstOrDefault(it => it.Id == id)?.Reversals.FirstOrDefault(it => it.Id == reversal), asked),
            ("GET", ["disputes", var id]) => One(Disputes.FirstOrDefault(it => it.Id == id), asked),
            ("POST", ["disputes", var id]) => Answered(id, asked),
            ("GET", ["reviews", var id]) => One(Warnings.FirstOrDefault(it => it.Id == id), asked),
            ("GET", ["radar", "early_fraud_warnings", var id]) => One(Warnings.FirstOrDefault(it => it.Id == id), asked),
            ("POST", ["accounts"]) => NewAccount(asked),
            ("GET", ["accounts", var id]) => Accounts.TryGetValue(id, out var account) ? Ok(account.Show()) : Missing(id, 404),
            ("POST", ["account_links"]) => NewLink(asked),
            ("GET", ["events"]) => Told(asked),
            ("GET", ["balance"]) => Ok(new JsonObject
            {
                ["object"] = "balance", ["livemode"] = false, ["pending"] = new JsonArray(),
                ["available"] = new JsonArray([.. Transactions.Select(it => it.Currency).Distinct().Select(it => new JsonObject { ["amount"] = Balance(it), ["currency"] = it, ["source_types"] = new JsonObject { ["card"] = Balance(it) } })]),
            }),
            ("GET", ["balance_transactions"]) => Page(asked, Transactions.Where(it => it.Created >= Since(asked) && it.Created < (long.TryParse(asked["created[lt]"], CultureInfo.InvariantCulture, out var until) ? until : long.MaxValue))),
            _ => Error(404, "invalid_request_error", "resource_missing", $"Unrecognized request URL ({asked.Method}: {asked.Path})."),
        };
    }

    private FakeAnswer NewSession(FakeRequest asked)
    {
        if (Minor(asked, "line_items[0][price_data][unit_amount]") is not { } amount) return Missing("line_items[0][price_data][unit_amount]");
        var id = Number("cs_test");
        var session = new FakeSession
        {
            Id = id, Page = $"{At("https://checkout.stripe.com")}/c/pay/{id}", Created = Now, Key = asked.Key, Amount = amount, Currency = asked["line_items[0][price_data][currency]"] ?? "", Metadata = asked.Below("metadata"),
            Reference = asked["client_reference_id"] ?? "", Group = asked["payment_intent_data[transfer_group]"] ?? "", IntentMetadata = asked.Below("payment_intent_data[metadata]"),
            Success = asked["success_url"] ?? "",
        };
        Sessions.Add(session);
        return Ok(session.Show());
    }

    private FakeAnswer Close(string id)
    {
        if (Sessions.FirstOrDefault(it => it.Id == id) is not { } session) return Missing(id, 404);
        if (session.Status != "open") return Error(400, "invalid_request_error", null, "Only Checkout Sessions with a status in [\"open\"] can be expired.");
        Expire(session);
        return Ok(session.Show());
    }

    private FakeAnswer NewRefund(FakeRequest asked)
    {
        if (Minor(asked, "amount") is not { } amount) return Missing("amount");
        if (Charges.FirstOrDefault(it => it.Id == asked["charge"]) is not { } charge) return Missing(asked["charge"] ?? "charge", 404);
        if (charge.Disputed) return Error(400, "invalid_request_error", "charge_disputed", "The charge has been charged back.");
        if (amount > charge.Amount - charge.Refunded) return Error(400, "invalid_request_error", "charge_already_refunded", "Refund amount is greater than unrefunded amount on charge.");
        charge.Refunded += amount;
        var refund = new FakeRefund { Id = Number("re"), Created = Now, Key = asked.Key, Amount = amount, Currency = charge.Currency, Charge = charge, Metadata = asked.Below("metadata"), MovesAt = Now + 5 };
        Refunds.Add(refund);
        Tellings.Happened("refund.created", refund.Show());
        return Ok(refund.Show());
    }

    private FakeAnswer Answered(string id, FakeRequest asked)
    {
        if (Disputes.FirstOrDefault(it => it.Id == id) is not { } dispute) return Missing(id, 404);
        if (!dispute.Status.EndsWith("needs_response", StringComparison.Ordinal) || Now >= dispute.AnswerBy) return Error(400, "invalid_request_error", null, "This dispute is closed, or its evidence was submitted.");
        dispute.Told = asked.Below("evidence");
        if (asked["submit"] == "true")
        {
            dispute.Submissions++;
            dispute.Status = dispute.Status.StartsWith("warning_", StringComparison.Ordinal) ? "warning_under_review" : "under_review";
        }
        Tellings.Happened("charge.dispute.updated", dispute.Show());
        return One(dispute, asked);
    }

    private FakeAnswer NewTransfer(FakeRequest asked)
    {
        if (Minor(asked, "amount") is not { } amount) return Missing("amount");
        if (asked["destination"] is not { } to || !Accounts.TryGetValue(to, out var account)) return Error(400, "invalid_request_error", "resource_missing", $"No such destination: '{asked["destination"]}'");
        if (account.Transfers != "active") return Error(400, "invalid_request_error", "insufficient_capabilities_for_transfer", "Your destination account needs to have at least one of the following capabilities enabled: transfers.");
        var currency = asked["currency"] ?? "";
        var source = Charges.FirstOrDefault(it => it.Id == asked["source_transaction"]);
        if (asked["source_transaction"] is { } wanted && source is null) return Missing(wanted, 404);
        if (source is not null && source.Currency != currency) return Error(400, "invalid_request_error", null, "The currency of source_transaction's balance transaction is not the transfer's.");
        if (source is not null && PayoutRefusalsOf.TryGetValue(source.Id, out var more) && more > 0)
        {
            PayoutRefusalsOf[source.Id] = more - 1;
            return Error(400, "invalid_request_error", "account_invalid", "The account is restricted.");
        }
        var left = source is null ? Balance(currency) : source.Amount - Transfers.Where(it => it.Source == source).Sum(it => it.Amount);
        if (amount > left) return Error(400, "invalid_request_error", "balance_insufficient", "You have insufficient funds in your Stripe account.");
        var id = Number("tr");
        var transfer = new FakeTransfer
        {
            Id = id, Created = Now, Key = asked.Key, Amount = amount, Currency = currency, Destination = to, Group = asked["transfer_group"] ?? "", Source = source,
            Metadata = asked.Below("metadata"), Transaction = Post("transfer", -amount, currency, id),
        };
        Transfers.Add(transfer);
        account.Balance[currency] = account.Balance.GetValueOrDefault(currency) + amount;
        Tellings.Happened("transfer.created", transfer.Show());
        return Ok(transfer.Show());
    }

    private FakeAnswer NewReversal(string id, FakeRequest asked)
    {
        if (Transfers.FirstOrDefault(it => it.Id == id) is not { } transfer) return Missing(id, 404);
        var amount = Minor(asked, "amount") ?? transfer.Amount - transfer.Reversed;
        if (amount > transfer.Amount - transfer.Reversed) return Error(400, "invalid_request_error", null, "Reversal amount is greater than unreversed amount on transfer.");
        var account = Accounts[transfer.Destination];
        if (amount > account.Balance.GetValueOrDefault(transfer.Currency)) return Error(400, "invalid_request_error", "balance_insufficient", "The destination account does not have the funds.");
        account.Balance[transfer.Currency] -= amount;
        var number = Number("trr");
        var reversal = new FakeReversal
        {
            Id = number, Created = Now, Key = asked.Key, Amount = amount, Currency = transfer.Currency, Transfer = transfer, Metadata = asked.Below("metadata"),
            Transaction = Post("transfer_cancel", amount, transfer.Currency, number),
        };
        transfer.Reversals.Add(reversal);
        Tellings.Happened("transfer.reversed", transfer.Show());
        return Ok(reversal.Show());
    }

    private FakeAnswer Told(FakeRequest asked)
    {
        var types = asked.Fields.Where(it => it.Key.StartsWith("types", StringComparison.Ordinal)).Select(it => it.Value).ToHashSet(StringComparer.Ordinal);
        var all = Tellings.Events.Where(it => it.Created >= Since(asked) && (types.Count == 0 || types.Contains(it.Type))).Reverse().ToList();
        if (asked["starting_after"] is { } after) all = [.. all.SkipWhile(it => it.Id != after).Skip(1)];
        var limit = Limit(asked);
        return Ok(List(asked.Path, all.Take(limit).Select(it => JsonNode.Parse(it.Body)!.AsObject()), all.Count > limit));
    }

    private FakeAnswer Page(FakeRequest asked, IEnumerable<FakeThing> of)
    {
        var (all, limit) = (of.Reverse().ToList(), Limit(asked));
        if (asked["starting_after"] is { } after) all = [.. all.SkipWhile(it => it.Id != after).Skip(1)];
        return Ok(List(asked.Path, all.Take(limit).Select(it => WithSource(it.Show(asked.Expands("latest_charge")), asked)), all.Count > limit));
    }

    private JsonObject WithSource(JsonObject shown, FakeRequest asked)
    {
        if (!asked.Expands("data.source")) return shown;
        var id = (string?)shown["source"];
        FakeThing? source = (FakeThing?)Charges.FirstOrDefault(it => it.Id == id) ?? (FakeThing?)Refunds.FirstOrDefault(it => it.Id == id) ?? (FakeThing?)Transfers.FirstOrDefault(it => it.Id == id)
            ?? (FakeThing?)Disputes.FirstOrDefault(it => it.Id == id) ?? Transfers.SelectMany(it => it.Reversals).FirstOrDefault(it => it.Id == id);
        if (source is not null) shown["source"] = source.Show();
        return shown;
    }

    private static FakeAnswer One(FakeThing? it, FakeRequest asked) => it is null ? Missing(asked.Path.Split('/')[^1], 404) : Ok(it.Show(asked.Expands("charge")));

    private static int Limit(FakeRequest asked) => int.TryParse(asked["limit"], CultureInfo.InvariantCulture, out var limit) ? limit : 10;

    private static long Since(FakeRequest asked) => long.TryParse(asked["created[gte]"], CultureInfo.InvariantCulture, out var since) ? since : 0;

    private static long? Minor(FakeRequest asked, string name) => long.TryParse(asked[name], NumberStyles.None, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null;

    private static FakeAnswer Ok(JsonObject shown) => new(200, shown.ToJsonString());

    private static FakeAnswer Missing(string what, int status = 400) =>
        Error(status, "invalid_request_error", status == 404 ? "resource_missing" : "parameter_missing", $"There is no {what}.");

    private static FakeAnswer Error(int status, string type, string? code, string message)
    {
        var error = new JsonObject { ["type"] = type, ["message"] = message };
        if (code is not null) error["code"] = code;
        return new FakeAnswer(status, new JsonObject { ["error"] = error }.ToJsonString());
    }
}
