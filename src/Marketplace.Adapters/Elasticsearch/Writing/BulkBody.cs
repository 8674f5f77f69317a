using System.Buffers;
using System.Text.Json;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Marketplace.Adapters.Elasticsearch.Client;

namespace Marketplace.Adapters.Elasticsearch.Writing;

/// <summary>One write of a bulk: a line that says what is written, as of which log position, and a line with what.</summary>
internal sealed record BulkItem(string Id, long Version, ReadOnlyMemory<byte> Source)
{
    private static readonly JsonWriterOptions writing = new() { Encoder = MarketJson.Options.Encoder };

    public static BulkItem Of(SearchDocument document) => new(document.Id.Value, document.Position, Bytes(json => ListingJson.Write(json, document)));

    public static BulkItem Removed(string id, long position, DateTimeOffset at) => Marker(id, position, Kinds.Removed, at, null);

    public static BulkItem Parked(string id, long position, DateTimeOffset at, string reason) => Marker(id, position, Kinds.Parked, at, reason);

    public static BulkItem State(string id, long position, DateTimeOffset at) => Marker(id, position, Kinds.State, at, null);

    private static BulkItem Marker(string id, long position, string kind, DateTimeOffset at, string? reason) => new(id, position, Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("kind", kind);
        json.WriteNumber("position", position);
        json.WriteString("at", at);
        if (reason is not null) json.WriteString("reason", reason);
        json.WriteEndObject();
    }));

    private static ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, writing)) write(json);
        return buffer.WrittenMemory;
    }
}

internal static class BulkBody
{
    /// <summary>The lines of a bulk request. A write older than what stands is refused by its version, and that is as it should be.</summary>
    public static Body Of(IReadOnlyList<BulkItem> items)
    {
        var lines = new ArrayBufferWriter<byte>(items.Sum(item => item.Source.Length + 160));
        using var json = new Utf8JsonWriter(lines);
        foreach (var item in items)
        {
            json.WriteStartObject();
            json.WriteStartObject("index");
            json.WriteString("_id", item.Id);
            json.WriteNumber("version", item.Version);
            json.WriteString("version_type", "external_gte");
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            json.Reset();
            lines.Write("\n"u8);
            lines.Write(item.Source.Span);
            lines.Write("\n"u8);
        }

        return Body.Lines(lines.WrittenMemory);
    }
}
