using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Writing;
using Marketplace.Discovery;

namespace Marketplace.Benchmarks.Elastic;

/// <summary>The floor: bare HTTP calls.</summary>
internal sealed class BareElasticsearch(Uri address) : IDisposable
{
    private const int Batch = 500;
    private readonly HttpClient http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
    private readonly Process? server = ServerOf(address);

    public async Task<string> Name()
    {
        using var json = JsonDocument.Parse(await http.GetStringAsync(""));
        return $"Elasticsearch {json.RootElement.GetProperty("version").GetProperty("number").GetString()} at {address.Authority}";
    }

    /// <summary>Posts the question and reads the answer, of which only the total is looked at.</summary>
    public async Task<long> Search(string alias, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync($"{alias}/_search", content);
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("total"u8)) continue;
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.ValueTextEquals("value"u8) && reader.Read()) return reader.GetInt64();
        }
        throw new InvalidOperationException("No total.");
    }

    /// <summary>Reads, serialises and loads the documents into an index made by the same template, and makes them searchable.</summary>
    public async Task Load(IndexGenerations generations, IEnumerable<SearchDocument> documents)
    {
        var index = generations.Alias + "-bare";
        await Send(HttpMethod.Put, index, """{"settings":{"index":{"refresh_interval":"-1","number_of_replicas":0}}}"""u8.ToArray(), "application/json");
        foreach (var chunk in documents.Chunk(Batch))
            await Send(HttpMethod.Post, $"{index}/_bulk?filter_path=errors", BulkBody.Of([.. chunk.Select(BulkItem.Of)]).Bytes.ToArray(), "application/x-ndjson");
        await Send(HttpMethod.Post, $"{index}/_refresh", [], "application/json");
        await Send(HttpMethod.Delete, index, [], "application/json");
    }

    public async Task Forget(string prefix)
    {
        using var json = JsonDocument.Parse(await http.GetStringAsync($"{prefix}-*/_alias"));
        foreach (var index in json.RootElement.EnumerateObject()) await Send(HttpMethod.Delete, index.Name, [], "application/json");
        await Send(HttpMethod.Delete, $"_index_template/{prefix}-*", [], "application/json");
    }

    /// <summary>CPU time of the server's process where it runs here; zero where it does not.</summary>
    public TimeSpan ServerCpu()
    {
        server?.Refresh();
        return server?.TotalProcessorTime ?? TimeSpan.Zero;
    }

    public void Dispose()
    {
        http.Dispose();
        server?.Dispose();
    }

    private async Task Send(HttpMethod method, string path, byte[] body, string type)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The Java process on this machine that names the port, or the only one that runs Elasticsearch.</summary>
    private static Process? ServerOf(Uri address)
    {
        if (!address.IsLoopback) return null;
        var servers = Process.GetProcessesByName("java").Where(java => CommandLine(java.Id) is var line && line.Contains("lasticsearch", StringComparison.Ordinal)).ToList();
        return servers.Find(java => CommandLine(java.Id).Contains(address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))
            ?? (servers.Count == 1 ? servers[0] : null);
    }

    private static string CommandLine(int id)
    {
        try { return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' '); }
        catch (IOException) { return ""; }
    }
}
