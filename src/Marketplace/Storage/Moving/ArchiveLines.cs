using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Storage.Moving;

/// <summary>How many records a part has, and the SHA-256 of its lines.</summary>
internal sealed record ArchiveSum(long Records, string Sha256);

/// <summary>Records as lines of JSON and back. The same records give the same bytes whatever engine they were read from.</summary>
internal static class ArchiveLines
{
    /// <summary>A document may be as deep as the market allows, and lies in a line.</summary>
    private static readonly JsonSerializerOptions options = new(MarketJson.Options) { MaxDepth = MarketJson.Options.MaxDepth + 2 };

    public static async Task<ArchiveSum> Write(
        IAsyncEnumerable<ArchiveRecord> records, ArchivePart part, Stream into, Action<long> written, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0L;
        await foreach (var record in records.WithCancellation(cancel))
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(record, part.Record, options), (byte)'\n'];
            hash.AppendData(line);
            await into.WriteAsync(line, cancel);
            written(++count);
        }
        return new ArchiveSum(count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>The records of a file after the first so many.</summary>
    public static async IAsyncEnumerable<ArchiveRecord> Read(string file, ArchivePart part, long skip, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var lines = new StreamReader(file);
        for (var number = 1L; await lines.ReadLineAsync(cancel) is { } line; number++)
            if (number > skip) yield return Parse(line, part, file, number);
    }

    private static ArchiveRecord Parse(string line, ArchivePart part, string file, long number)
    {
        try
        {
            return (ArchiveRecord)JsonSerializer.Deserialize(line, part.Record, options)!;
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"Line {number} of {file} is no record of {part.Name}: {unreadable.Message}", unreadable);
        }
    }
}
