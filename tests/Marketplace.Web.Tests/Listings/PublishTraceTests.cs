using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Web;
using Xunit;

namespace Marketplace.Listings;

/// <summary>An operator who follows one publish finds in one trace the request, the commit, and the write into the index that came of it.</summary>
public sealed class PublishTraceTests : IAsyncDisposable
{
    private readonly Site site = new();
    private readonly ConcurrentQueue<Activity> ended = [];

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_index()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Marketplace.", StringComparison.Ordinal) || source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var client = await site.Acting("operator");
        var provider = await Id(await client.PostAsJsonAsync("/api/v1/providers", CertificateBodies.Provider()));
        var certificate = await Id(await client.PostAsJsonAsync($"/api/v1/providers/{provider}/certificates", CertificateBodies.Certificate()));
        var listing = await Id(await client.PostAsJsonAsync("/api/v1/listings", new { provider, @class = "TC.01", certificates = new[] { certificate }, answers = ListingsApiTests.Answers() }));

        // The trace is the caller's own, as a gateway in front of the site would send it.
        var trace = ActivityTraceId.CreateRandom();
        using var publish = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/listings/{listing}/publish");
        publish.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");
        publish.Headers.Add("If-Match", "\"v1\"");
        (await client.SendAsync(publish)).EnsureSuccessStatusCode();

        // What is heard with others in one batch continues the first one's trace and links to the rest.
        var hear = await Ended("hear search-index", it => it.TraceId == trace || it.Links.Any(link => link.Context.TraceId == trace));
        var names = ended.Where(it => it.TraceId == trace).Select(it => it.OperationName).ToList();
        Assert.Contains("Microsoft.AspNetCore.Hosting.HttpRequestIn", names);
        Assert.Contains("storage.commit", names);
        Assert.Contains(ended, it => it.OperationName == "index listings" && it.TraceId == hear.TraceId && it.ParentSpanId == hear.SpanId);
    }

    private static async Task<string> Id(HttpResponseMessage answer) => (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!;

    private async Task<Activity> Ended(string name, Func<Activity, bool> belongs)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(20))
            if (ended.FirstOrDefault(it => it.OperationName == name && belongs(it)) is { } found) return found;
        throw new TimeoutException($"No span “{name}” that belongs; there were: {string.Join(", ", ended.Select(it => it.OperationName))}");
    }
}
