using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Client;

namespace Marketplace.Adapters.Elasticsearch.Querying;

/// <summary>
/// Walks through all hits in order of id, on one point in time, so that what changes meanwhile is neither met twice nor passed over.
/// Should the point in time be lost (it ran out, a node went), a new one goes on after the last id.
/// </summary>
internal sealed class Pages(ElasticsearchClient client, string index, TimeSpan within)
{
    public const int Size = 1_000;
    private const int MostLosses = 3;

    /// <param name="body">Makes a request of the size, the id after which to go on, and the point in time.</param>
    /// <param name="read">What is wanted of a hit.</param>
    public async IAsyncEnumerable<T> Run<T>(
        Func<int, string?, string?, JsonObject> body, int size, Func<JsonElement, T> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        var pointInTime = await Open(cancel);
        try
        {
            string? last = null;
            for (var losses = 0; ;)
            {
                JsonDocument? page;
                try
                {
                    page = await client.Send(HttpMethod.Post, "_search?allow_partial_search_results=false", Body.Of(body(size, last, pointInTime)), within, cancel, mayBeMissing: true);
                }
                catch (ElasticsearchException failure) when (failure.IsPassing && losses < MostLosses)
                {
                    page = null;
                }

                if (page is null)
                {
                    if (++losses > MostLosses) throw new ElasticsearchException(404, $"The point in time of {index} was lost {losses} times.");
                    pointInTime = await Open(cancel);
                    continue;
                }

                using (page)
                {
                    pointInTime = page.RootElement.GetProperty("pit_id").GetString()!;
                    var hits = page.RootElement.GetProperty("hits").GetProperty("hits");
                    foreach (var hit in hits.EnumerateArray())
                    {
                        last = hit.GetProperty("_id").GetString();
                        yield return read(hit);
                    }

                    if (hits.GetArrayLength() < size) yield break;
                }
            }
        }
        finally
        {
            await Close(pointInTime);
        }
    }

    private async Task<string> Open(CancellationToken cancel)
    {
        using var opened = await client.Send(HttpMethod.Post, $"{index}/_pit?keep_alive=1m", null, within, cancel);
        return opened!.RootElement.GetProperty("id").GetString()!;
    }

    private async Task Close(string pointInTime)
    {
        try
        {
            (await client.Send(HttpMethod.Delete, "_pit", Body.Of(new JsonObject { ["id"] = pointInTime }), within, CancellationToken.None, mayBeMissing: true))?.Dispose();
        }
        catch (ElasticsearchException)
        {
            // It runs out by itself.
        }
    }
}
