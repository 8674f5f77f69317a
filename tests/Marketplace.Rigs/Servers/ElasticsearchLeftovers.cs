using System.Text.Json;

namespace Marketplace.Rigs.Servers;

/// <summary>Removes what a test left in Elasticsearch: indices and templates whose names begin with the test's own.</summary>
internal static class ElasticsearchLeftovers
{
    public static async Task Remove(HttpMessageInvoker client, Uri address, string prefix)
    {
        using var aliases = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"{prefix}*/_alias")), CancellationToken.None);
        if (aliases.IsSuccessStatusCode)
        {
            using var names = JsonDocument.Parse(await aliases.Content.ReadAsStringAsync());
            foreach (var index in names.RootElement.EnumerateObject()) await Delete(index.Name);
        }
        await Delete($"_index_template/{prefix}*");

        async Task Delete(string path) => (await client.SendAsync(new HttpRequestMessage(HttpMethod.Delete, new Uri(address, path)), CancellationToken.None)).Dispose();
    }
}
