using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Elasticsearch;

/// <summary>
/// The indices behind the alias that is searched and written. The alias carries the number of the mapping's format, so that while a new
/// version of the program takes over from an old one, each has its own.
/// </summary>
internal sealed class IndexGenerations(ElasticsearchClient client, ElasticsearchOptions options, TimeProvider time)
{
    private const int OldestMajor = 8;
    private static readonly TimeSpan within = TimeSpan.FromSeconds(30);
    private static readonly JsonNode template = Load();

    public static int Format { get; } = template["template"]!["mappings"]!["_meta"]!["format"]!.GetValue<int>();

    /// <summary>What is searched and written.</summary>
    public string Alias { get; } = string.Create(CultureInfo.InvariantCulture, $"{options.Index}-listings-{Format}");

    /// <summary>On the index that is being filled to replace the one of <see cref="Alias"/>; whoever writes, writes to both.</summary>
    public string Building => Alias + "-building";

    /// <summary>Whether an index stands behind the alias; one whose mapping is not ours is an exception.</summary>
    public async Task<bool> Check(CancellationToken cancel)
    {
        await CheckVersion(cancel);
        if (await Behind(Alias, cancel) is not { } serving) return false;
        await CheckFormat(serving, cancel);
        return true;
    }

    /// <summary>The first index behind the alias.</summary>
    public async Task Create(CancellationToken cancel)
    {
        await PutTemplate(cancel);
        await Create(First, Alias, filling: false, cancel);
    }

    /// <summary>The index behind an alias, or null.</summary>
    public async Task<string?> Behind(string alias, CancellationToken cancel)
    {
        using var answer = await client.Send(HttpMethod.Get, $"_alias/{alias}", null, within, cancel, mayBeMissing: true);
        return answer?.RootElement.EnumerateObject().Select(index => index.Name).Order(StringComparer.Ordinal).LastOrDefault();
    }

    /// <summary>A new, empty index; what is left of an earlier attempt at filling one goes.</summary>
    public async Task<string> Begin(CancellationToken cancel)
    {
        if (await Behind(Building, cancel) is { } abandoned) await Delete(abandoned, cancel);
        await PutTemplate(cancel);
        var name = string.Create(CultureInfo.InvariantCulture, $"{Alias}-{time.GetUtcNow():yyyyMMddHHmmssfff}");
        await Create(name, Building, filling: true, cancel);
        return name;
    }

    /// <summary>From filling to serving: what was written becomes searchable, copies are made, and refreshing begins.</summary>
    public async Task Settle(string filled, CancellationToken cancel)
    {
        var settings = new JsonObject { ["index"] = new JsonObject { ["refresh_interval"] = options.Refresh, ["number_of_replicas"] = options.Replicas } };
        await Do(HttpMethod.Put, $"{filled}/_settings", settings, cancel);
        await Refresh(filled, cancel);
    }

    public Task Refresh(string index, CancellationToken cancel) => Do(HttpMethod.Post, $"{index}/_refresh", null, cancel);

    /// <summary>Puts the filled index behind the alias in one step. The one it replaces stays until the next one is replaced.</summary>
    public async Task Swap(string? replaced, string filled, CancellationToken cancel)
    {
        var actions = new JsonArray(
            new JsonObject { ["remove"] = new JsonObject { ["index"] = filled, ["alias"] = Building } },
            new JsonObject { ["add"] = new JsonObject { ["index"] = filled, ["alias"] = Alias, ["is_write_index"] = true } });
        if (replaced is not null) actions.Add(new JsonObject { ["remove"] = new JsonObject { ["index"] = replaced, ["alias"] = Alias } });
        await Do(HttpMethod.Post, "_aliases", new JsonObject { ["actions"] = actions }, cancel);
    }

    /// <summary>Deletes the generations that neither serve nor are being filled, but those to keep.</summary>
    public async Task<int> Clear(IReadOnlyCollection<string?> keep, CancellationToken cancel)
    {
        var (serving, building) = (await Behind(Alias, cancel), await Behind(Building, cancel));
        using var answer = await client.Send(HttpMethod.Get, $"{Alias}-*/_alias", null, within, cancel, mayBeMissing: true);
        var past = answer?.RootElement.EnumerateObject().Select(index => index.Name)
            .Where(name => name != serving && name != building && !keep.Contains(name)).ToList() ?? [];
        foreach (var name in past) await Delete(name, cancel);
        return past.Count;
    }

    public async Task Delete(string index, CancellationToken cancel) =>
        (await client.Send(HttpMethod.Delete, index, null, within, cancel, mayBeMissing: true))?.Dispose();

    private string First => Alias + "-1";

    private async Task CheckVersion(CancellationToken cancel)
    {
        using var answer = await client.Send(HttpMethod.Get, "", null, within, cancel);
        var number = answer!.RootElement.TryGetProperty("version", out var version) && version.TryGetProperty("number", out var text) ? text.GetString() : null;
        if (!int.TryParse(number?.Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) || major < OldestMajor)
            throw new ElasticsearchException(400, $"Elasticsearch {OldestMajor} or later is needed; {options.Nodes[0].Authority} is {number ?? "something else"}.");
    }

    private async Task CheckFormat(string index, CancellationToken cancel)
    {
        using var answer = await client.Send(HttpMethod.Get, $"{index}/_mapping", null, within, cancel);
        var mappings = answer!.RootElement.EnumerateObject().First().Value.GetProperty("mappings");
        if (!mappings.TryGetProperty("_meta", out var meta) || !meta.TryGetProperty("format", out var format) || format.GetInt32() != Format)
            throw new ElasticsearchException(400, $"The mapping of {index} is not of format {Format}: it was not made by this program. Run 'reindex' to replace it.");
    }

    private async Task PutTemplate(CancellationToken cancel)
    {
        var body = template.DeepClone();
        body["index_patterns"] = new JsonArray($"{Alias}-*");
        var index = body["template"]!["settings"]!["index"]!;
        (index["number_of_shards"], index["number_of_replicas"], index["refresh_interval"]) = (options.Shards, options.Replicas, options.Refresh);
        await Do(HttpMethod.Put, $"_index_template/{Alias}", body, cancel);
    }

    private async Task Create(string name, string alias, bool filling, CancellationToken cancel)
    {
        var body = new JsonObject { ["aliases"] = new JsonObject { [alias] = new JsonObject { ["is_write_index"] = true } } };
        if (filling) body["settings"] = new JsonObject { ["index"] = new JsonObject { ["refresh_interval"] = "-1", ["number_of_replicas"] = 0 } };
        try
        {
            await Do(HttpMethod.Put, name, body, cancel);
        }
        catch (ElasticsearchException exists) when (exists.Message.Contains("resource_already_exists_exception", StringComparison.Ordinal))
        {
            // Another node was first, or the answer to our own earlier try was lost.
        }
    }

    private async Task Do(HttpMethod method, string path, JsonNode? body, CancellationToken cancel) =>
        (await client.Send(method, path, body is null ? null : Body.Of(body), within, cancel))?.Dispose();

    private static JsonNode Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("listings-template.json")!;
        return JsonNode.Parse(stream)!;
    }
}
