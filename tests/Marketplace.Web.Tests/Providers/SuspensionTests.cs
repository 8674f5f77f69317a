using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marketplace.Storage;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Providers;

/// <summary>A provider is taken off the market and put back, on the engines that the site runs on.</summary>
public sealed class SuspensionTests(SmallMarket market) : IClassFixture<SmallMarket>
{
    [Fact]
    public async Task Its_listings_are_gone_from_search_pages_and_api_at_once_and_back_as_they_were()
    {
        var (visitor, editor) = (market.Site.Visitor(), await market.Site.Acting($"editor-{market.Provider}"));
        string[] places = [$"/listings/{market.Published}", $"/listings/{market.Published}/versions", $"/api/v1/listings/{market.Published}", $"/listings/{market.Published}?on=2026-11-01", $"/reports/new?about={market.Published}"];
        await Searchable(1);
        var before = await visitor.GetStringAsync($"/api/v1/listings/{market.Published}");
        await visitor.GetAsync($"/listings/{market.Published}"); // so that a page of it is kept

        // Without a reason, and what its people are to read, nothing happens.
        var page = $"/providers/{market.Provider}/suspend";
        Assert.Equal(HttpStatusCode.OK, (await market.Operator.PostForm(page, "suspend", ("text", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await market.Operator.PostForm(page, "suspend", ("reason", "FalseEvidence"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(places[0])).StatusCode);

        var said = await market.Operator.PostForm(page, "suspend", ("reason", "FalseEvidence"), ("text", "Certificate L00001 is not in the register."));
        Assert.Equal($"/providers/{market.Provider}?saved=suspended", said.LeadsTo());
        foreach (var place in places) Assert.True((await visitor.GetAsync(place)).StatusCode == HttpStatusCode.NotFound, place);
        await Searchable(0);
        Assert.DoesNotContain(market.Published, await visitor.GetStringAsync($"/providers/{market.Provider}"));

        // The public learns that it is so, its people why.
        Assert.Equal("suspended", (string)(await visitor.GetFromJsonAsync<JsonObject>($"/api/v1/providers/{market.Provider}"))!["status"]!);
        var seen = await visitor.GetStringAsync($"/providers/{market.Provider}");
        Assert.Contains("suspended this provider", seen);
        Assert.DoesNotContain("L00001 is not in the register", seen);
        foreach (var theirs in new[] { $"/providers/{market.Provider}", "/provider/listings", $"/listings/{market.Published}" })
            Assert.Contains("L00001 is not in the register", await editor.GetStringAsync(theirs));

        // They change nothing, and are told why.
        var refused = await editor.PostAsJsonAsync($"/api/v1/providers/{market.Provider}/certificates", market.CertificateBody());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("provider_suspended", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.PostAsJsonAsync("/api/v1/listings", market.ListingBody())).StatusCode);

        // A rebuilt index does not bring them back, and a change by the operator neither.
        Assert.True((await market.Operator.PostAsJsonAsync($"/api/v1/providers/{market.Provider}/certificates", market.CertificateBody())).IsSuccessStatusCode);
        await market.Site.Services.GetServices<IMaintenanceJob>().Single(it => it.Name == "reindex").Run(new Progress<string>(), TestContext.Current.CancellationToken);
        await Searchable(0);

        Assert.Equal($"/providers/{market.Provider}?saved=restored", (await market.Operator.PostForm(page, "restore", ("text", "The register was corrected."))).LeadsTo());
        foreach (var place in places.Where(it => !it.Contains("on=", StringComparison.Ordinal))) Assert.True((await visitor.GetAsync(place)).IsSuccessStatusCode, place);
        await Searchable(1);
        Assert.Equal(before, await visitor.GetStringAsync($"/api/v1/listings/{market.Published}"));
        Assert.True((await editor.PostAsJsonAsync("/api/v1/listings", market.ListingBody())).IsSuccessStatusCode);

        var record = (await market.Site.Services.GetRequiredService<IEventLog>().After(0, 10_000)).Select(it => it.Event).ToList();
        Assert.Equal(("operator", SuspensionReason.FalseEvidence), (Assert.Single(record.OfType<ProviderSuspended>()).By, record.OfType<ProviderSuspended>().Single().Reason));
        Assert.Equal("The register was corrected.", Assert.Single(record.OfType<ProviderRestored>()).Text);
    }

    private async Task Searchable(int count)
    {
        var found = -1;
        for (var i = 0; i < 200 && found != count; i++)
        {
            if (i > 0) await Task.Delay(50);
            found = (await market.Site.Visitor().GetFromJsonAsync<JsonObject>("/api/v1/search"))!["items"]!.AsArray().Count;
        }
        Assert.Equal(count, found);
    }
}
