using System.Text.Json.Nodes;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>A payee's account.</summary>
public sealed class FakeAccount
{
    public required string Id { get; init; }
    public required string Country { get; init; }
    public required long Created { get; init; }
    /// <summary><c>active</c>, <c>pending</c> or <c>inactive</c>: whether it may be paid.</summary>
    public string Transfers { get; set; } = "inactive";
    public List<string> Due { get; init; } = [];
    public string? Disabled { get; set; }
    /// <summary>Where the page that was opened last for its owner leads back.</summary>
    public string? Return { get; set; }
    public Dictionary<string, string> Metadata { get; init; } = [];
    /// <summary>What it has, by currency; what its owner had paid out to a bank is gone from it.</summary>
    public Dictionary<string, long> Balance { get; } = [];

    public JsonObject Show()
    {
        var metadata = new JsonObject();
        foreach (var (name, value) in Metadata) metadata[name] = value;
        return new()
        {
            ["id"] = Id, ["object"] = "account", ["country"] = Country, ["created"] = Created, ["charges_enabled"] = false, ["payouts_enabled"] = Transfers == "active",
            ["details_submitted"] = Due.Count == 0, ["capabilities"] = new JsonObject { ["transfers"] = Transfers }, ["metadata"] = metadata,
            ["requirements"] = new JsonObject
            {
                ["alternatives"] = new JsonArray(), ["current_deadline"] = null, ["currently_due"] = new JsonArray([.. Due.Select(it => (JsonNode)it)]), ["disabled_reason"] = Disabled,
                ["errors"] = new JsonArray(), ["eventually_due"] = new JsonArray(), ["past_due"] = new JsonArray(), ["pending_verification"] = new JsonArray(),
            },
        };
    }
}
