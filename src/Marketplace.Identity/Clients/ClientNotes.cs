using System.Text.Json;

namespace Marketplace.Identity.Server.Clients;

/// <summary>What is kept beside a client's secret: the one before it, hashed as well, while that still holds; and when which was made and used.</summary>
internal sealed record ClientNotes(DateTimeOffset MadeAt, string? OlderHash = null, DateTimeOffset? OlderUntil = null, DateTimeOffset? UsedAt = null)
{
    private const string Property = "notes";

    public bool HasOlder(DateTimeOffset now) => OlderHash is not null && now < OlderUntil;

    /// <summary>Null for a client that was not made for an organisation.</summary>
    public static ClientNotes? Read(IReadOnlyDictionary<string, JsonElement> properties) =>
        properties.TryGetValue(Property, out var notes) ? notes.Deserialize<ClientNotes>() : null;

    public void Write(IDictionary<string, JsonElement> properties) => properties[Property] = JsonSerializer.SerializeToElement(this);
}
