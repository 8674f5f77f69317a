using Marketplace.Api;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>What somebody is shown who acts, nobody else is ever given, whoever asks first.</summary>
public sealed class SignedInPagesTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    private static readonly (string Person, string Name)[] people = [("buyer", "Wang Min"), ("procurement", "Zhao Liheng"), ("operator", "Zhou Wenqing")];

    [Fact]
    public async Task No_page_that_is_kept_is_given_to_another_person()
    {
        var pages = Kept();
        Assert.Equal(11, pages.Count);
        foreach (var path in pages)
            foreach (var othersFirst in (bool[])[false, true])
            {
                var page = $"{path}?{(othersFirst ? "others" : "own")}";
                if (othersFirst) await market.Site.Visitor().GetAsync(page);
                foreach (var (person, name) in people)
                {
                    var own = await (await market.Site.Acting(person)).GetAsync(page);
                    var html = await own.Content.ReadAsStringAsync();
                    Assert.True(own.IsSuccessStatusCode, $"{page} as {person}: {own.StatusCode}");
                    Assert.True(own.Headers.Age is null, $"{page} as {person} came out of the cache");
                    Assert.True(own.Headers.CacheControl is { Public: false } and not { SharedMaxAge: not null }, $"{page} as {person}: {own.Headers.CacheControl}");
                    foreach (var (_, other) in people) Assert.True(html.Contains(other, StringComparison.Ordinal) == (other == name), $"{page} as {person}: {other}");
                }
                var visitor = await market.Site.Visitor().GetStringAsync(page);
                Assert.All(people, it => Assert.DoesNotContain(it.Name, visitor));
            }
    }

    [Fact]
    public async Task A_page_for_which_one_must_act_is_never_kept()
    {
        var client = await market.Site.Acting("operator");
        foreach (var path in (string[])["/providers/new", "/demo/act-as"])
        {
            for (var i = 0; i < 2; i++)
            {
                var answer = await client.GetAsync(path);
                Assert.Null(answer.Headers.Age);
                Assert.True(answer.Headers.CacheControl!.NoStore, path);
            }
        }
    }

    [Fact]
    public async Task A_draft_that_its_editor_looked_at_is_shown_to_nobody_else()
    {
        var path = $"/listings/{market.Published}";
        await market.Site.Visitor().GetAsync(path);
        var draft = market.ListingBody();
        draft["answers"]!["title"]!["en"] = "Not yet for everybody";
        (await market.Change(HttpMethod.Put, "/api/v1" + path, 2, draft)).EnsureSuccessStatusCode();

        Assert.Contains("Not yet for everybody", await market.Operator.GetStringAsync(path + "/edit"));
        await market.Operator.GetStringAsync(path);
        foreach (var reader in new[] { market.Site.Visitor(), await market.Site.Acting("buyer") })
            foreach (var page in (string[])[path, "/api/v1" + path, path + "/versions", "/search", $"/providers/{market.Provider}"])
                Assert.DoesNotContain("Not yet for everybody", await reader.GetStringAsync(page));
    }

    /// <summary>Every page that asks to be kept, as routing knows them, with an example for its parameter.</summary>
    private IReadOnlyList<string> Kept() =>
    [
        .. from endpoint in market.Site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
           where endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && endpoint.Metadata.GetMetadata<OutputCacheAttribute>()?.PolicyName == PageCache.Policy
           let route = ("/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Split('{')
           select route[0] + (route.Length == 1 ? "" : route[0] switch
           {
               "/listings/" => market.Published,
               "/providers/" => market.Provider,
               "/standards/" => "iso-iec-17025-2017",
               "/methods/" => "gbt-17626-2-2018",
               "/classes/" => "TC.01",
               _ => throw new InvalidOperationException($"Give an example for {route[0]}."),
           }),
    ];
}
