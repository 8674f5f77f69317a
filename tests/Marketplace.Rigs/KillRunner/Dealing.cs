using System.Globalization;
using System.Text.Json.Nodes;

namespace Marketplace.Rigs.KillRunner;

/// <summary>How a deal is to go.</summary>
public enum DealPlan { Accept, ChangesThenAccept, ProviderConcedes, BuyerConcedes, Decide, GiveUp, Cancel }

/// <summary>Something that somebody asks of the site: always under the same key, however often it is sent.</summary>
/// <param name="Shows">The kind of step that the order's history has once it was done; null where it shows in the dispute alone.</param>
public sealed record DealAct(string Verb, string Key, string Path, string Who, JsonObject? Body, string? Shows);

/// <summary>
/// One order from placing to its end. What is to be done next follows from how the order stands, so that whoever lost an answer looks, and goes on. It
/// keeps what was acknowledged, which must outlive any kill.
/// </summary>
public sealed class Dealing(string name, DealPlan plan)
{
    private readonly Dictionary<string, int> acts = new(StringComparer.Ordinal);
    private bool ended;

    public string Name => name;
    public DealPlan Plan => plan;
    /// <summary>The order's id, once it is known.</summary>
    public string? Order { get; private set; }
    public string? Dispute { get; private set; }
    /// <summary>It came to an end, and nothing of it waits for its answer.</summary>
    public bool Over => ended && Unanswered is null;
    /// <summary>How it stood when it was looked at last.</summary>
    public string Stands { get; private set; } = "not placed";
    /// <summary>Sent, and no answer came: it is sent again alike before anything else.</summary>
    public DealAct? Unanswered { get; private set; }
    /// <summary>What the site said was done, in order.</summary>
    public List<DealAct> Acknowledged { get; } = [];
    /// <summary>The newest version of the order that was acknowledged.</summary>
    public long Version { get; private set; }
    /// <summary>Anything that the site answered and should not have.</summary>
    public string? Wrong { get; private set; }
    /// <summary>The payer went to the payment page and paid.</summary>
    public bool Paid { get; set; }

    /// <summary>Begins to send; until <see cref="Answered"/> nobody knows what became of it.</summary>
    public void Sending(DealAct act) => Unanswered = act;

    public void Answered(DealAct act, SiteAnswer answer)
    {
        // Not now: as if no answer had come.
        if (answer.Status == 503) return;
        Unanswered = null;
        if (answer.Done)
        {
            Acknowledged.Add(act);
            if (act.Verb == "place") Order = (string?)answer.Body["id"];
            if (act.Verb == "dispute") Dispute = (string?)answer.Body["id"];
            if (act.Path.StartsWith("/api/v1/orders", StringComparison.Ordinal) && act.Verb != "dispute") Version = Math.Max(Version, (long?)answer.Body["version"] ?? 0);
            return;
        }
        // Somebody or something was quicker, which is why one looks first; what was refused is asked under another key.
        if (answer.Status is 409 or 412) acts[act.Verb] = acts.GetValueOrDefault(act.Verb) + 1;
        else Wrong = $"{act.Verb} of {name}: {answer.Status} {answer.Body.ToJsonString()}";
    }

    /// <summary>What is to be done next; null where it waits for somebody else.</summary>
    /// <param name="order">As it stands; null before it is placed.</param>
    public DealAct? Next(string listing, JsonObject? order)
    {
        if (order is null) return Act("place", "/api/v1/orders", "buyer", "placed", new JsonObject { ["listing"] = listing, ["invoiceTitle"] = "Jingwei", ["purchaseOrder"] = name });
        var milestone = (JsonObject)order["milestones"]![0]!;
        Stands = (string?)order["state"] == "active" ? (string)milestone["state"]! : (string)order["state"]!;
        ended = Stands is "completed" or "closed" or "cancelled" or "declined" or "lapsed";
        var at = $"/api/v1/orders/{Order}/milestones/1";
        return Stands switch
        {
            "awaitingProvider" => Act("confirm", $"/api/v1/orders/{Order}/confirm", "editor", "confirmed"),
            "planned" => Act("fund", $"{at}/fund", "buyer", "paymentStarted"),
            "fundingPending" when plan == DealPlan.Cancel && !Did("cancel") => Act("cancel", $"{at}/cancel", "buyer", null),
            "funded" when plan == DealPlan.GiveUp => Act("refund", $"{at}/refund", "editor", "refundAsked"),
            "funded" when !Handed(milestone) => Act("files", $"{at}/files", "editor", "handed", new JsonObject { ["name"] = "report.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) }),
            "funded" => Act("deliver", $"{at}/deliver", "editor", "delivered"),
            "delivered" when plan == DealPlan.ChangesThenAccept && (int)milestone["changesAsked"]! == 0 => Act("request-changes", $"{at}/request-changes", "buyer", "changesAsked"),
            "delivered" when plan is DealPlan.ProviderConcedes or DealPlan.BuyerConcedes or DealPlan.Decide => Act("dispute", $"{at}/dispute", "buyer", "disputed", new JsonObject
            {
                ["reason"] = "wrongMethod", ["arguments"] = new JsonArray("Another method was agreed."), ["remedy"] = "refundPart", ["refund"] = 80_000,
            }),
            "delivered" => Act("accept", $"{at}/accept", "buyer", "accepted"),
            "disputed" when Dispute is not null && plan == DealPlan.Decide => !Did("answer") ? Act("answer", $"/api/v1/disputes/{Dispute}/answer", "editor", null, new JsonObject { ["text"] = "All is there." })
                : !Did("decide") ? Act("decide", $"/api/v1/disputes/{Dispute}/decide", "arbiter", null, new JsonObject { ["release"] = 120_000, ["refund"] = 80_000, ["reasons"] = "A page is missing." }) : null,
            "disputed" when Dispute is not null && !Did("concede") => Act("concede", $"/api/v1/disputes/{Dispute}/concede", plan == DealPlan.ProviderConcedes ? "editor" : "buyer", null),
            _ => null,
        };
    }

    private bool Did(string verb) => Acknowledged.Exists(it => it.Verb == verb);

    /// <summary>Something was handed over since the buyer asked for changes.</summary>
    private bool Handed(JsonObject milestone) => milestone["files"]!.AsArray().Count > (int)milestone["changesAsked"]!;

    private DealAct Act(string verb, string path, string who, string? shows, JsonObject? body = null) =>
        new(verb, string.Create(CultureInfo.InvariantCulture, $"{name}-{verb}-{acts.GetValueOrDefault(verb)}-{Acknowledged.Count(it => it.Verb == verb)}"), path, who, body, shows);
}
