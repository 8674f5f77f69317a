using System.Net;
using System.Text.Json;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Errors;

/// <summary>A part that breaks in a way that nobody foresaw: the reader gets the site's own words, never the failure's.</summary>
public sealed class BrokenPartTests
{
    private const string Inner = "SELECT secret FROM /srv/data at 10.1.2.3";

    private sealed class BrokenProviders : IProviders
    {
        public Task<Document<Provider>?> Find(ProviderId id, CancellationToken cancel = default) => throw new InvalidOperationException(Inner);
        public Task<IReadOnlyList<Document<Provider>>> Find(IReadOnlyCollection<ProviderId> ids, CancellationToken cancel = default) => throw new InvalidOperationException(Inner);
        public Task<Document<Provider>?> Registered(string country, string registrationNumber, CancellationToken cancel = default) => throw new InvalidOperationException(Inner);
        public Task<IReadOnlyList<Document<Provider>>> Page(ProviderId? after, int most, CancellationToken cancel = default) => throw new InvalidOperationException(Inner);
        public Task<long> Count(CancellationToken cancel = default) => throw new InvalidOperationException(Inner);
    }

    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task It_is_answered_without_a_word_of_what_is_inside(string environment)
    {
        await using var site = new Site { EnvironmentName = environment, Settings = { ["Logging:LogLevel:Default"] = "None", ["Logging:LogLevel:Microsoft"] = "None" }, Parts = services => services.AddSingleton<IProviders, BrokenProviders>() };
        using var visitor = site.Visitor();
        const string Id = "prv_00000000000000000000000000";

        var page = await visitor.GetAsync($"/providers/{Id}");
        var api = await visitor.GetAsync($"/api/v1/providers/{Id}");

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (page.StatusCode, api.StatusCode));
        var (html, json) = (await page.Content.ReadAsStringAsync(), await api.Content.ReadAsStringAsync());
        foreach (var said in new[] { html, json })
            Assert.DoesNotMatch("SELECT|InvalidOperation|10\\.1\\.2\\.3|   at |BrokenProviders|/srv/data", said);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType!.MediaType);
        Assert.Equal("http_500", JsonDocument.Parse(json).RootElement.GetProperty("code").GetString());
        Assert.Contains("<h1", html);
        Assert.True(page.Headers.CacheControl!.NoStore);
    }
}
