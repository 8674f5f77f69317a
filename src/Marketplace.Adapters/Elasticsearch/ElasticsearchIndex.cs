using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Elasticsearch.Querying;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Discovery;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>Search by a cluster of Elasticsearch, which any number of web nodes share.</summary>
internal sealed class ElasticsearchIndex : ISearchIndex, IDisposable
{
    private const string StateId = "state";
    private const int FoundAtOnce = 500;

    private readonly ElasticsearchOptions options;
    private readonly ElasticsearchClient client;
    private readonly TimeProvider time;
    private readonly BulkWriter writer;
    private readonly WriteTargets targets;
    private readonly IndexWatch watch;

    public ElasticsearchIndex(ElasticsearchOptions options, TimeProvider time, ILogger<ElasticsearchIndex> logger)
    {
        this.options = options;
        this.time = time;
        client = new ElasticsearchClient(options, time, logger);
        Generations = new IndexGenerations(client, options, time);
        writer = new BulkWriter(client, options, time, logger);
        targets = new WriteTargets(Generations, time);
        watch = new IndexWatch(Generations, time);
    }

    public IndexGenerations Generations { get; }

    /// <summary>A search as it is sent, for whoever wants to ask it without us.</summary>
    public static byte[] Question(IndexQuery query) => Body.Of(new SearchRequestBody(query).Hits()).Bytes.ToArray();

    public Task Put(IReadOnlyList<SearchDocument> documents, CancellationToken cancel = default) =>
        Write([.. documents.Select(BulkItem.Of)], cancel);

    public Task Remove(IReadOnlyList<(ListingId Id, long Position)> listings, CancellationToken cancel = default) =>
        Write([.. listings.Select(gone => BulkItem.Removed(gone.Id.Value, gone.Position, time.GetUtcNow()))], cancel);

    public async ValueTask<IndexAnswer> Search(IndexQuery query, CancellationToken cancel = default)
    {
        var body = new SearchRequestBody(query);
        var misses = body.Misses();
        await watch.BeforeAsking(cancel);
        var hits = Ask(body.Hits(), cancel);
        using var missed = misses is null ? null : await Ask(misses, cancel);
        using var answer = await hits;
        return body.Read(answer.RootElement, missed?.RootElement);
    }

    public async ValueTask<IReadOnlyList<SearchDocument>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default)
    {
        var found = new List<SearchDocument>(ids.Count);
        foreach (var chunk in ids.Chunk(FoundAtOnce))
        {
            var body = new JsonObject { ["ids"] = new JsonArray([.. chunk.Select(id => (JsonNode)id.Value)]) };
            using var answer = await client.Send(HttpMethod.Post, $"{Generations.Alias}/_mget", Body.Of(body), options.SearchWithin, cancel);
            foreach (var entry in answer!.RootElement.GetProperty("docs").EnumerateArray())
            {
                if (entry.TryGetProperty("error", out var error)) throw new ElasticsearchException(404, ErrorText.Of(error));
                if (entry.GetProperty("found").GetBoolean() && entry.GetProperty("_source").TryGetProperty("document", out _)) found.Add(SearchRequestBody.Document(entry));
            }
        }

        return found;
    }

    public async ValueTask<IReadOnlyList<SearchDocument>> All(IndexQuery query, int most, CancellationToken cancel = default)
    {
        var body = new SearchRequestBody(query);
        var all = new List<SearchDocument>();
        var pages = new Pages(client, Generations.Alias, options.SearchWithin);
        await foreach (var document in pages.Run(body.ById, Math.Min(most, Pages.Size), SearchRequestBody.Document, cancel))
        {
            all.Add(document);
            if (all.Count == most) break;
        }

        return all;
    }

    public ValueTask<string?> Nearest(string word, CancellationToken cancel = default) => NearestWord.Find(client, Generations.Alias, word, options.SearchWithin, cancel);

    public ValueTask<long> Count(CancellationToken cancel = default) => CountOf(Kinds.Listing, cancel);

    /// <summary>How many listings Elasticsearch refuses for their content.</summary>
    public ValueTask<long> CountParked(CancellationToken cancel = default) => CountOf(Kinds.Parked, cancel);

    /// <summary>Asked by whoever opens the index, before any question and any write.</summary>
    public async ValueTask<long> Position(CancellationToken cancel = default)
    {
        if (!await watch.LookOrCreate(cancel)) return 0;
        using var state = await client.Send(HttpMethod.Get, $"{Generations.Alias}/_doc/{StateId}", null, options.SearchWithin, cancel, mayBeMissing: true);
        return state?.RootElement.GetProperty("_source").GetProperty("position").GetInt64() ?? 0;
    }

    /// <summary>What was answered is on disk already, so only the position is written; an older one is refused by its version.</summary>
    public async Task Flush(long position, CancellationToken cancel = default)
    {
        await watch.BeforeWriting(cancel);
        await writer.Write(Generations.Alias, [BulkItem.State(StateId, position, time.GetUtcNow())], alias: true, searchable: false, cancel);
    }

    public async Task<IIndexRebuild> Rebuild(CancellationToken cancel = default)
    {
        var name = await Generations.Begin(cancel);
        targets.Forget();
        return new ElasticsearchRebuild(this, name);
    }

    public void Dispose() => client.Dispose();

    /// <summary>Fills an index that nobody searches yet.</summary>
    internal Task Fill(string index, IReadOnlyList<SearchDocument> documents, CancellationToken cancel) =>
        writer.Write(index, [.. documents.Select(BulkItem.Of)], alias: false, searchable: false, cancel);

    internal Task Record(string index, long position, CancellationToken cancel) =>
        writer.Write(index, [BulkItem.State(StateId, position, time.GetUtcNow())], alias: false, searchable: false, cancel);

    /// <summary>Copies what was written to one index after a log position into another, where it is news; returns how many were looked at.</summary>
    internal async Task<int> TakeOver(string from, string into, long after, CancellationToken cancel)
    {
        await Generations.Refresh(from, cancel);
        var taken = 0;
        var changed = new Pages(client, from, options.WriteWithin).Run((size, last, pit) => ChangedAfter(after, size, last, pit), Pages.Size, Again, cancel);
        await foreach (var chunk in changed.Chunk(FoundAtOnce).WithCancellation(cancel))
        {
            await writer.Write(into, chunk, alias: false, searchable: false, cancel);
            taken += chunk.Length;
        }

        return taken;
    }

    /// <summary>Every id that an index knows, removed and parked ones too, with the log position of what it knows of it.</summary>
    internal IAsyncEnumerable<(string Id, long Position)> Positions(string name, CancellationToken cancel)
    {
        return new Pages(client, name, options.WriteWithin).Run(Ask, Pages.Size,
            hit => (hit.GetProperty("_id").GetString()!, hit.GetProperty("_source").GetProperty("position").GetInt64()), cancel);

        JsonObject Ask(int size, string? last, string? pointInTime)
        {
            var body = ChangedAfter(0, size, last, pointInTime);
            body["_source"] = new JsonArray("position");
            return body;
        }
    }

    /// <summary>Whoever wrote to the alias before may find another index behind it.</summary>
    internal void Moved()
    {
        targets.Forget();
        watch.Forget();
    }

    private static JsonObject ChangedAfter(long position, int size, string? last, string? pointInTime)
    {
        var body = new JsonObject
        {
            ["size"] = size,
            ["query"] = Clauses.All(
                Clauses.AnyOf("kind", [Kinds.Listing, Kinds.Removed, Kinds.Parked]),
                new JsonObject { ["range"] = new JsonObject { ["position"] = new JsonObject { ["gt"] = position } } }),
            // A foreign index may stand behind the alias; there is nothing to take over from it.
            ["sort"] = new JsonArray(new JsonObject { ["id"] = new JsonObject { ["order"] = "asc", ["unmapped_type"] = "keyword" } }),
            ["track_total_hits"] = false,
        };
        if (last is not null) body["search_after"] = new JsonArray(last);
        if (pointInTime is not null) body["pit"] = new JsonObject { ["id"] = pointInTime, ["keep_alive"] = "1m" };
        return body;
    }

    private static BulkItem Again(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        var (id, position) = (hit.GetProperty("_id").GetString()!, source.GetProperty("position").GetInt64());
        return source.GetProperty("kind").GetString() switch
        {
            Kinds.Removed => BulkItem.Removed(id, position, source.GetProperty("at").GetDateTimeOffset()),
            Kinds.Parked => BulkItem.Parked(id, position, source.GetProperty("at").GetDateTimeOffset(), source.GetProperty("reason").GetString() ?? ""),
            _ => BulkItem.Of(SearchRequestBody.Document(hit)),
        };
    }

    private async Task Write(IReadOnlyList<BulkItem> items, CancellationToken cancel)
    {
        await watch.BeforeWriting(cancel);
        try
        {
            // The one being filled first: were the other order broken off, what serves would have what its successor lacks.
            if (await targets.Building(cancel) is { } building) await writer.Write(building, items, alias: false, searchable: false, cancel);
            await writer.Write(Generations.Alias, items, alias: true, searchable: true, cancel);
        }
        catch (ElasticsearchException missing) when (missing.Status == 404)
        {
            watch.Forget();
            targets.Forget();
            throw;
        }
    }

    private async ValueTask<long> CountOf(string kind, CancellationToken cancel)
    {
        var body = new JsonObject { ["query"] = Clauses.Term("kind", kind) };
        using var answer = await client.Send(HttpMethod.Post, $"{Generations.Alias}/_count", Body.Of(body), options.SearchWithin, cancel, mayBeMissing: true);
        return answer?.RootElement.GetProperty("count").GetInt64() ?? 0;
    }

    private async Task<JsonDocument> Ask(JsonObject body, CancellationToken cancel) =>
        (await client.Send(HttpMethod.Post, $"{Generations.Alias}/_search?allow_partial_search_results=false{Dfs}", Body.Of(body), options.SearchWithin, cancel))!;

    /// <summary>With several shards, words weigh what they weigh in all of them together.</summary>
    private string Dfs => options.Shards > 1 ? "&search_type=dfs_query_then_fetch" : "";
}
