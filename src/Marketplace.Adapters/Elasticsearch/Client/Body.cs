using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Elasticsearch.Client;

/// <summary>What a request carries: JSON, or lines of JSON.</summary>
internal sealed record Body(ReadOnlyMemory<byte> Bytes, string Type)
{
    public static Body Of(JsonNode json) => new(JsonSerializer.SerializeToUtf8Bytes(json, MarketJson.Options), "application/json");

    public static Body Lines(ReadOnlyMemory<byte> bytes) => new(bytes, "application/x-ndjson");
}

internal static class ErrorText
{
    /// <summary>The type and reason of an error, with the cause beneath, which often is the telling part.</summary>
    public static string Of(JsonElement error)
    {
        var text = $"{Member(error, "type")}: {Member(error, "reason")}";
        return error.TryGetProperty("caused_by", out var cause) && cause.ValueKind == JsonValueKind.Object ? $"{text} ({Of(cause)})" : text;
    }

    private static string? Member(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
