using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marketplace.Benchmarks.Web.Published;

/// <summary>
/// From sending a publication to finding it: an editor gives a published listing a title with a word that no other has, publishes, and
/// a reader asks search for that word until it is there.
/// </summary>
internal static class PublishLatency
{
    private const int Times = 40;

    public static async Task Measure(RunningSite site)
    {
        var client = site.Client;
        var items = JsonNode.Parse(await client.GetStringAsync("/api/v1/search?size=100&verdict=met"))!["items"]!.AsArray();
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            var item = items[i % items.Count]!;
            (await client.PostAsJsonAsync("/dev/act-as", new { person = "editor-" + item["provider"]!["id"]!.GetValue<string>() })).EnsureSuccessStatusCode();
            times.Add(await Once(client, item["id"]!.GetValue<string>(), "quokka" + Letters(i)));
        }

        var (p50, p90) = (times.Order().ElementAt(Times / 2), times.Order().ElementAt(Times * 9 / 10));
        Report.Hold("publish to searchable, p50", p50, "ms", "<= 50 ms", p50 <= 50);
        Report.Say("publish to searchable, p90", string.Create(CultureInfo.InvariantCulture, $"{p90:0.#} ms"));
    }

    private static async Task<double> Once(HttpClient client, string id, string word)
    {
        var listing = JsonNode.Parse(await client.GetStringAsync("/api/v1/listings/" + id))!;
        var answers = listing["answers"]!.AsObject();
        foreach (var filled in listing["filled"]!.AsArray()) answers.Remove(filled!.GetValue<string>());
        answers["title"]!["en"] = "Testing " + word;
        var saved = await Write(client, HttpMethod.Put, "/api/v1/listings/" + id, listing["version"]!.GetValue<long>(), new JsonObject { ["answers"] = answers.DeepClone() });

        var clock = Stopwatch.StartNew();
        await Write(client, HttpMethod.Post, $"/api/v1/listings/{id}/publish", saved, null);
        while (true)
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync("/api/v1/search?size=1&q=" + word));
            if (answer.RootElement.GetProperty("total").GetInt64() > 0) return clock.Elapsed.TotalMilliseconds;
        }
    }

    /// <summary>Returns the new version.</summary>
    private static async Task<long> Write(HttpClient client, HttpMethod method, string path, long version, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body ?? []) };
        request.Headers.TryAddWithoutValidation("If-Match", $"\"v{version}\"");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!["version"]!.GetValue<long>();
    }

    private static string Letters(int n) => string.Concat((char)('a' + n / 26), (char)('a' + n % 26), 'x');
}
