using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Record;

/// <summary>
/// One event as the record keeps it. Its leaf is the hash of all it says, and its chain that of the entry before and this leaf, so that none
/// can be changed, left out or moved without every later one showing it.
/// </summary>
/// <param name="Index">Its place, beginning at 0 and without gaps.</param>
/// <param name="Position">Where the event stands in the event log.</param>
/// <param name="Day">The market's day, as people look for it.</param>
/// <param name="By">The id of the person who did it; null for the site itself.</param>
/// <param name="For">The organisation they did it for.</param>
/// <param name="Body">The event as JSON, kept as text so that no engine writes it otherwise.</param>
[StoredAs("record")]
public sealed record RecordEntry(
    long Index, long Position, DateTimeOffset At, DateOnly Day, string Kind, string Subject, string? By, string? For, string Body, string Leaf, string Chain)
{
    /// <summary>Its place, beginning at 0, among the entries of its subject, where those are a chain of their own; null where they are not.</summary>
    public long? Number { get; init; }

    /// <summary>The leaf of the entry of that chain before it; null for the first.</summary>
    public string? Before { get; init; }

    /// <summary>Ids in the order of indices.</summary>
    public static string Id(long index) => index.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>The leaf's hash, as it must be. Entries outside of chains are hashed as they were before there were any.</summary>
    public byte[] LeafHash()
    {
        object?[] said = [Index, Position, At.ToUnixTimeMilliseconds(), Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Kind, Subject, By, For, Body];
        return MerkleTree.Leaf(JsonSerializer.SerializeToUtf8Bytes(Number is null ? said : [.. said, Number, Before], MarketJson.Options));
    }

    /// <summary>The chain, as it must be after an entry with the given one.</summary>
    public static string ChainAfter(string before, byte[] leaf) => Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(before), .. leaf]));

    public static string FirstChain { get; } = Convert.ToHexStringLower(SHA256.HashData([]));

    /// <param name="before">The chain of the entry before.</param>
    /// <param name="own">The entry before of the subject's own chain, where it has one.</param>
    internal static RecordEntry Of(LoggedEvent logged, long index, DateOnly day, string before, RecordEntry? own = null)
    {
        var entry = new RecordEntry(
            index, logged.Position, logged.At, day, EventTypes.Name(logged.Event), logged.Event.Subject, logged.Event.By, logged.Event.For, EventTypes.Write(logged.Event), "", "")
        {
            Number = logged.Event.IsChained ? own?.Number + 1 ?? 0 : null, Before = logged.Event.IsChained ? own?.Leaf : null,
        };
        var leaf = entry.LeafHash();
        return entry with { Leaf = Convert.ToHexStringLower(leaf), Chain = ChainAfter(before, leaf) };
    }
}
