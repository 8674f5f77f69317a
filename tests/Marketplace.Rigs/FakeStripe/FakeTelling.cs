using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Marketplace.Rigs.FakeStripe;

/// <summary>An event as it is told: its bytes stay the same however often that is.</summary>
public sealed record FakeEvent(string Id, long Created, string Type, string Body);

/// <summary>One telling of an event.</summary>
/// <param name="Forged">Signed with another secret than the endpoint's.</param>
public sealed record FakeTelling(FakeEvent Event, long At, bool Forged = false, int Tries = 0);

/// <summary>
/// Tells what happens: at once and once, unless a test wants it late, twice, in another order, not at all, or badly signed. Things may happen while it
/// tells.
/// </summary>
public sealed class FakeTellings(Func<long> now)
{
    private const long GivesUpAfter = 3 * 86_400;
    private readonly Lock gate = new();
    private readonly List<FakeEvent> events = [];
    private readonly List<FakeTelling> waiting = [];

    public IReadOnlyList<FakeEvent> Events => events;

    /// <summary>When an event is told, from now, in seconds, and whether the telling is forged. Empty: never.</summary>
    public Func<FakeEvent, IEnumerable<(long After, bool Forged)>> When { get; set; } = _ => [(0, false)];

    /// <summary>Seconds after which what was not taken is told again the first time; each time after that it is twice as long.</summary>
    public long Again { get; set; } = 60;

    public string Secret { get; set; } = "whsec_fake";
    public string ApiVersion { get; set; } = "2026-10-28.endive";
    public bool Live { get; set; }

    public long? Next
    {
        get
        {
            lock (gate) return waiting.Count == 0 ? null : waiting.Min(it => it.At);
        }
    }

    /// <summary>How many tellings are still to be made, at their time.</summary>
    public int Waiting
    {
        get
        {
            lock (gate) return waiting.Count;
        }
    }

    /// <param name="account">The connected account at which it happened, where it was not the platform's own.</param>
    public void Happened(string type, JsonObject about, string? account = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"evt_{events.Count + 1}");
        var body = new JsonObject
        {
            ["id"] = id, ["object"] = "event", ["api_version"] = ApiVersion, ["created"] = now(), ["data"] = new JsonObject { ["object"] = about }, ["livemode"] = Live,
            ["pending_webhooks"] = 1, ["request"] = new JsonObject { ["id"] = null, ["idempotency_key"] = null }, ["type"] = type,
        };
        if (account is not null) body["account"] = account;
        var told = new FakeEvent(id, now(), type, body.ToJsonString());
        events.Add(told);
        lock (gate)
            foreach (var (after, forged) in When(told)) waiting.Add(new FakeTelling(told, now() + after, forged));
    }

    /// <summary>Tells what is due; what is not taken (another status than 2xx, or null for no answer) is told again later, for three days.</summary>
    /// <returns>How many tellings there were.</returns>
    public async Task<int> Deliver(Func<string, string, Task<int?>> post)
    {
        List<FakeTelling> due;
        lock (gate) due = [.. waiting.Where(it => it.At <= now()).OrderBy(it => it.At)];
        foreach (var telling in due)
        {
            lock (gate) waiting.Remove(telling);
            var status = await post(telling.Event.Body, Signature(telling.Event.Body, now(), telling.Forged ? "whsec_of_another" : Secret));
            if (status is >= 200 and < 300 || telling.Forged || now() > telling.Event.Created + GivesUpAfter) continue;
            lock (gate) waiting.Add(telling with { At = now() + (Again << Math.Min(telling.Tries, 10)), Tries = telling.Tries + 1 });
        }
        return due.Count;
    }

    /// <summary>The header <c>Stripe-Signature</c>, as Stripe documents it.</summary>
    public static string Signature(string body, long at, params string[] secrets)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.{body}"));
        return string.Create(CultureInfo.InvariantCulture, $"t={at}") + string.Concat(secrets.Select(it => $",v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(it), signed))}"));
    }
}
