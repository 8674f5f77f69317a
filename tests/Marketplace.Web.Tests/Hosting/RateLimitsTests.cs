using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Api;
using Marketplace.Vocabulary;
using Marketplace.Web.Clients;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>Every rate there is, tripped; and who does not trip it.</summary>
public sealed class RateLimitsTests
{
    private const int Figure = 3;

    public static TheoryData<RateOf, RateBy> Rates => [.. Limits.Rates.Select(it => (it.Of, it.By))];

    [Theory]
    [MemberData(nameof(Rates))]
    public async Task It_ends_with_how_long_to_wait_and_for_nobody_else(RateOf of, RateBy by)
    {
        await using var site = new Site { Settings = { ["Limits:Rates"] = "on", [$"Limits:{of}Of{by}"] = $"{Figure}" }, Parts = From };
        var (one, another) = (await Ask(site, by, "buyer", "198.51.100.7"), await Ask(site, by, "procurement", "203.0.113.7"));

        for (var i = 0; i < Figure; i++) Assert.NotEqual(HttpStatusCode.TooManyRequests, (await one(of)).StatusCode);
        var refused = await one(of);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(int.Parse(refused.Headers.RetryAfter!.ToString(), CultureInfo.InvariantCulture), 1, 60);
        var isForPrograms = of is RateOf.Api or RateOf.Tokens or RateOf.Messages;
        Assert.Equal(isForPrograms ? "application/problem+json" : "text/html", refused.Content.Headers.ContentType!.MediaType);
        if (isForPrograms) Assert.Equal("too_many_requests", (string)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]!);
        else Assert.Contains("Too many requests", await refused.Content.ReadAsStringAsync());
        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await another(of)).StatusCode);
    }

    [Theory]
    [InlineData("198.51.100.7", "198.51.100.250", true)]
    [InlineData("198.51.100.7", "198.51.101.7", false)]
    [InlineData("::ffff:198.51.100.7", "198.51.100.8", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void A_network_is_a_prefix_of_its_addresses(string one, string another, bool same) =>
        Assert.Equal(same, RateLimits.NetworkOf(IPAddress.Parse(one)) == RateLimits.NetworkOf(IPAddress.Parse(another)));

    [Fact]
    public async Task A_bucket_fills_again()
    {
        await using var site = new Site { Settings = { ["Limits:Rates"] = "on", ["Limits:ApiOfNetwork"] = "60" }, Parts = From };
        var ask = await Ask(site, RateBy.Network, "", "198.51.100.7");
        HttpResponseMessage answer;
        for (var i = 0; (answer = await ask(RateOf.Api)).StatusCode == HttpStatusCode.OK; i++) Assert.True(i < 200);

        await Task.Delay(answer.Headers.RetryAfter!.Delta!.Value + TimeSpan.FromSeconds(1.5));

        Assert.Equal(HttpStatusCode.OK, (await ask(RateOf.Api)).StatusCode);
    }

    [Fact]
    public async Task Files_health_and_what_the_site_asks_itself_are_not_counted()
    {
        await using var site = new Site { Settings = { ["Limits:Rates"] = "on", ["Limits:PagesOfNetwork"] = "1" }, Parts = From };
        var visitor = site.Visitor();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/health/live")).StatusCode);
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await visitor.GetAsync("/favicon.svg")).StatusCode);
        }
        // Leaving to sign in makes the site ask its identity server to describe itself.
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.GetAsync("/sign-in")).StatusCode);
    }

    /// <summary>Requests come from where their header says, as far as the site knows.</summary>
    private static void From(IServiceCollection services) => services.AddSingleton<IStartupFilter>(new SaidAddress());

    private static async Task<Func<RateOf, Task<HttpResponseMessage>>> Ask(Site site, RateBy by, string person, string address)
    {
        var client = by == RateBy.Account ? await site.Acting(person) : site.Visitor();
        client.DefaultRequestHeaders.Add(SaidAddress.Header, address);
        var token = by == RateBy.Client ? await (await MadeClient.By(await site.Acting(person), "listings.read")).Token(client) : null;
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return of => of switch
        {
            RateOf.Api => client.GetAsync("/api/v1/classes"),
            RateOf.Tokens => client.PostAsync("/connect/token", new FormUrlEncodedContent([])),
            RateOf.SignIns => client.PostAsync("/account/sign-in", new FormUrlEncodedContent([])),
            RateOf.Forms => client.PostAsync("/organisations/new", new FormUrlEncodedContent([])),
            RateOf.Messages => client.PostAsync("/webhooks/stripe", new StringContent("{}")),
            RateOf.Exports => client.GetAsync("/search.csv"),
            RateOf.Checks => client.GetAsync($"/check/0123456789AB?sha256={new string('a', 64)}"),
            _ => client.GetAsync("/classes"),
        };
    }

    private sealed class SaidAddress : IStartupFilter
    {
        public const string Header = "X-Test-Address";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Headers[Header] is [{ } said]) http.Connection.RemoteIpAddress = IPAddress.Parse(said);
                return rest(http);
            });
            next(app);
        };
    }
}
