using System.Net;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using Marketplace.Storage;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Discovery;

/// <summary>An operator sees how the site runs and orders its jobs; nobody else does either.</summary>
public sealed class OperatorPageTests : IAsyncDisposable
{
    private readonly Site site = new();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task An_operator_sees_the_engines_and_orders_a_job_which_is_done_once()
    {
        using var http = await site.Acting("operator");
        var page = await http.GetStringAsync("/operator");
        Assert.All(Engines, engine => Assert.Contains(engine, page, StringComparison.Ordinal));
        Assert.Contains("Build anew", page, StringComparison.Ordinal);

        using var posted = await http.PostAsync("/operator", Order(page, "reindex"));

        Assert.True(posted.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found, $"{posted.StatusCode}");
        var requests = site.Services.GetRequiredService<IJobRequests>();
        var asked = Assert.Single(await requests.Latest(5));
        Assert.Equal("reindex", asked.Job);
        await WaitUntil(async () => (await requests.Find(asked.Id))!.Status == JobStatus.Done);
        Assert.Contains("Done: 0 listings are searchable.", await http.GetStringAsync("/operator"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_that_there_is_not_is_refused_on_the_page()
    {
        using var http = await site.Acting("operator");

        using var posted = await http.PostAsync("/operator", Order(await http.GetStringAsync("/operator"), "format-disk"));

        Assert.Contains("There is no such job.", await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(await site.Services.GetRequiredService<IJobRequests>().Latest(5));
    }

    [Fact]
    public async Task Nobody_else_sees_it_or_orders_anything()
    {
        using var operators = await site.Acting("operator");
        var order = Order(await operators.GetStringAsync("/operator"), "reindex");
        using var http = await site.Acting("buyer");

        using var page = await http.GetAsync(new Uri("/operator", UriKind.Relative));
        using var posted = await http.PostAsync("/operator", order);

        Assert.Equal(HttpStatusCode.Forbidden, page.StatusCode);
        var shown = await page.Content.ReadAsStringAsync();
        Assert.All(Engines, engine => Assert.DoesNotContain(engine, shown, StringComparison.Ordinal));
        Assert.False(posted.IsSuccessStatusCode);
        Assert.Empty(await site.Services.GetRequiredService<IJobRequests>().Latest(5));
    }

    private IEnumerable<string> Engines => site.Services.GetServices<IEngineHealth>().Select(it => HtmlEncoder.Default.Encode(it.Engine));

    private static FormUrlEncodedContent Order(string page, string job) => new(new Dictionary<string, string>
    {
        ["__RequestVerificationToken"] = page.Split("__RequestVerificationToken\" value=\"")[1].Split('"')[0], ["_handler"] = "job", ["job"] = job,
    });

    private static async Task WaitUntil(Func<Task<bool>> holds)
    {
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 300, "It did not end.");
            await Task.Delay(100);
        }
    }
}

/// <summary>How far the index is behind, with a market in it.</summary>
public sealed class IndexLagTests(SearchApiTests.DemoSite demo) : IClassFixture<SearchApiTests.DemoSite>
{
    [Fact]
    public async Task An_index_that_has_heard_everything_is_said_to_be_level()
    {
        await demo.Services.GetRequiredService<OutboxPump>().CaughtUp().WaitAsync(TimeSpan.FromSeconds(60));
        using var http = demo.Visitor("en");
        (await http.PostAsJsonAsync("/dev/act-as", new { person = "operator" })).EnsureSuccessStatusCode();

        Assert.Contains("The index is level with the records.", await http.GetStringAsync("/operator"), StringComparison.Ordinal);
    }
}
