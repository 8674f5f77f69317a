using System.Text.Json;
using Marketplace.Adapters.Elasticsearch.Client;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Elasticsearch.Writing;

/// <summary>
/// Writes in bulk, in the order given. What fails in passing is tried again; what Elasticsearch refuses for its content is parked, with
/// an alarm, and holds up nothing else.
/// </summary>
internal sealed partial class BulkWriter(ElasticsearchClient client, ElasticsearchOptions options, TimeProvider time, ILogger logger)
{
    private const int MostItems = 500;
    private const int MostBytes = 8 << 20;
    private const int MostTries = 6;

    /// <summary>So many at once are worth opening a searcher for; fewer wait for the next one.</summary>
    private const int ManyItems = 50;

    private static readonly TimeSpan firstPause = TimeSpan.FromMilliseconds(100);

    /// <param name="target">An alias or the name of an index; a name that an alias of ours should have is never created by writing to it.</param>
    public async Task Write(string target, IReadOnlyList<BulkItem> items, bool alias, bool searchable, CancellationToken cancel)
    {
        foreach (var chunk in Chunks(items))
        {
            var refresh = !searchable ? "false" : chunk.Count < ManyItems ? "wait_for" : "true";
            await WriteChunk($"{target}/_bulk?refresh={refresh}{(alias ? "&require_alias=true" : "")}&filter_path=errors,items.*.status,items.*.error", chunk, cancel);
        }
    }

    private async Task WriteChunk(string path, IReadOnlyList<BulkItem> items, CancellationToken cancel)
    {
        for (var attempt = 1; items.Count > 0; attempt++)
        {
            var (again, parked) = await Send(path, items, cancel);
            if (parked.Count > 0) (await client.Send(HttpMethod.Post, path, BulkBody.Of(parked), options.WriteWithin, cancel))?.Dispose();
            if (again.Count == 0) return;
            if (attempt == MostTries) throw new ElasticsearchException(429, $"{again.Count} of {items.Count} writes were turned away {attempt} times; the first is {again[0].Id}.");
            await Task.Delay(firstPause * Math.Pow(2, attempt - 1), time, cancel);
            items = again;
        }
    }

    /// <summary>A bulk refused as a whole for its content or size is parted until it is known which item is to blame.</summary>
    private async Task<(List<BulkItem> Again, List<BulkItem> Parked)> Send(string path, IReadOnlyList<BulkItem> items, CancellationToken cancel)
    {
        try
        {
            using var answer = await client.Send(HttpMethod.Post, path, BulkBody.Of(items), options.WriteWithin, cancel);
            return answer!.RootElement.GetProperty("errors").GetBoolean() ? Sort(items, answer.RootElement.GetProperty("items")) : ([], []);
        }
        catch (ElasticsearchException refused) when (refused.Status is 400 or 413)
        {
            if (items.Count == 1) return ([], [Park(items[0], refused.Message)]);
            var half = items.Count / 2;
            var one = await Send(path, [.. items.Take(half)], cancel);
            var other = await Send(path, [.. items.Skip(half)], cancel);
            return ([.. one.Again, .. other.Again], [.. one.Parked, .. other.Parked]);
        }
    }

    /// <summary>Those to try again, and markers in the place of those that never will be taken.</summary>
    private (List<BulkItem> Again, List<BulkItem> Parked) Sort(IReadOnlyList<BulkItem> items, JsonElement results)
    {
        var (again, parked) = (new List<BulkItem>(), new List<BulkItem>());
        var i = 0;
        foreach (var result in results.EnumerateArray())
        {
            var item = items[i++];
            var outcome = result.EnumerateObject().First().Value;
            var status = outcome.GetProperty("status").GetInt32();
            if (status is < 300 or 409) continue;
            var reason = outcome.TryGetProperty("error", out var error) ? ErrorText.Of(error) : $"status {status}";
            if (ElasticsearchException.IsPassingStatus(status) || status >= 500) again.Add(item);
            else if (status == 400 || status == 413) parked.Add(Park(item, reason));
            else throw new ElasticsearchException(status, $"{item.Id} was not taken: {reason}");
        }

        return (again, parked);
    }

    private BulkItem Park(BulkItem item, string reason)
    {
        ElasticsearchTelemetry.Parked.Add(1);
        Parks(logger, item.Id, item.Version, reason);
        return BulkItem.Parked(item.Id, item.Version, time.GetUtcNow(), reason.Length > 1000 ? reason[..1000] : reason);
    }

    private static IEnumerable<IReadOnlyList<BulkItem>> Chunks(IReadOnlyList<BulkItem> items)
    {
        var chunk = new List<BulkItem>();
        var bytes = 0;
        foreach (var item in items)
        {
            if (chunk.Count > 0 && (chunk.Count == MostItems || bytes + item.Source.Length > MostBytes))
            {
                yield return chunk;
                (chunk, bytes) = ([], 0);
            }
            chunk.Add(item);
            bytes += item.Source.Length;
        }

        if (chunk.Count > 0) yield return chunk;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ALARM: listing {Id} of log position {Position} is parked and cannot be found, since Elasticsearch refuses it: {Reason}")]
    private static partial void Parks(ILogger logger, string id, long position, string reason);
}
