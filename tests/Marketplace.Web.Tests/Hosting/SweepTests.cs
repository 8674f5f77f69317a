using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marketplace.Identity.Acts;
using Marketplace.Rigs;
using Marketplace.Storage;
using Marketplace.Web.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>What must hold of every address of the site alike, asked of all that routing knows.</summary>
public sealed partial class SweepTests(SweepTests.HeardMarket heard, ITestOutputHelper output) : IClassFixture<SweepTests.HeardMarket>
{
    /// <summary>A small market whose log is heard.</summary>
    public sealed class HeardMarket : IAsyncLifetime, ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public Site Site { get; }

        public HeardMarket() => Site = new Site
        {
            Settings = { ["Logging:LogLevel:Default"] = "Debug", ["Logging:LogLevel:Microsoft"] = "Information", ["Logging:Console:LogLevel:Default"] = "Critical" },
            Parts = services => services.AddSingleton<ILoggerProvider>(this),
        };

        public async ValueTask InitializeAsync() => await Site.Visitor().GetAsync("/");

        public ValueTask DisposeAsync() => Site.DisposeAsync();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception} {string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

        public void Dispose() { }
    }

    [Fact]
    public async Task Nothing_is_changed_by_asking_for_it()
    {
        var log = heard.Site.Services.GetRequiredService<IEventLog>();
        using var client = await heard.Site.Acting("operator");
        await client.GetAsync("/");
        var head = await log.Head();
        var asked = 0;
        foreach (var path in Paths("GET").Where(it => !it.StartsWith("/connect/", StringComparison.Ordinal)))
        {
            await client.GetAsync(path);
            asked++;
            // But for the note that somebody was refused.
            Assert.True((await log.After(head, 10)).All(it => it.Event is AccessDenied), $"GET {path} changed something");
            head = await log.Head();
        }

        output.WriteLine($"{asked} addresses asked, nothing changed");
        Assert.True(asked > 80, $"only {asked}");
    }

    [Fact]
    public async Task Every_answer_with_a_body_names_its_type_and_a_text_its_charset()
    {
        using var client = await heard.Site.Acting("operator");
        var bodies = 0;
        // The page for trying the API out, in Development alone, is another's.
        foreach (var path in Paths("GET").Where(it => !it.StartsWith("/scalar", StringComparison.Ordinal)).Concat(["/no-such-page", "/api/v1/no-such-thing", "/search.csv", "/favicon.svg", "/market.css"]))
        {
            var answer = await client.GetAsync(path);
            if ((await answer.Content.ReadAsByteArrayAsync()).Length == 0) continue;
            bodies++;
            var type = answer.Content.Headers.ContentType;
            Assert.True(type is not null, $"{path} names no type");
            if (type.MediaType!.StartsWith("text/", StringComparison.Ordinal) && type.MediaType is not ("text/css" or "text/javascript"))
                Assert.True(string.Equals(type.CharSet, "utf-8", StringComparison.OrdinalIgnoreCase), $"{path} is {type}");
        }

        Assert.True(bodies > 60, $"only {bodies}");
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("TRACK")]
    [InlineData("CONNECT")]
    [InlineData("DEBUG")]
    public async Task No_method_gives_a_request_back(string method)
    {
        foreach (var path in new[] { "/", "/search", "/account/sign-in", "/api/v1/search", "/connect/token", "/health/live" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("X-Secret", "canary-7f3a");

            var answer = await heard.Site.Visitor().SendAsync(request);

            Assert.True((int)answer.StatusCode is 400 or 404 or 405, $"{method} {path}: {(int)answer.StatusCode}");
            Assert.DoesNotContain("canary-7f3a", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Secrets_that_are_sent_to_every_endpoint_appear_in_no_log()
    {
        const string Canary = "canary-0c91-never-to-be-logged";
        using var client = heard.Site.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Canary);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", $"__Host-market={Canary}; market={Canary}; account={Canary}");
        client.DefaultRequestHeaders.TryAddWithoutValidation("Idempotency-Key", Canary);
        var sent = 0;
        foreach (var path in Paths("GET"))
        {
            await client.GetAsync(path);
            sent++;
        }

        foreach (var path in Paths("GET").Where(it => !it.StartsWith("/api/", StringComparison.Ordinal)))
        {
            using var form = new FormUrlEncodedContent(new[] { "email", "name", "password", "current", "new", "code", "token", "credential", "secret", "client_secret", "refresh_token", "__RequestVerificationToken", "_handler" }.Select(it => KeyValuePair.Create(it, Canary)));
            await client.PostAsync(path, form);
            sent++;
        }

        foreach (var path in new[] { "/connect/token", "/connect/revocation", "/connect/introspect", "/sign-in/return", "/sign-out" })
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "authorization_code", ["code"] = Canary, ["code_verifier"] = Canary, ["client_id"] = "market", ["client_secret"] = Canary, ["token"] = Canary, ["state"] = Canary, ["id_token"] = Canary });
            await client.PostAsync(path, form);
            sent++;
        }

        foreach (var (method, path) in WriteEndpoints.Of(heard.Site))
        {
            using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(new JsonObject { ["password"] = Canary, ["secret"] = Canary }) };
            await client.SendAsync(request);
            sent++;
        }

        output.WriteLine($"{sent} requests with secrets, {heard.Lines.Count} lines of log");
        Assert.NotEmpty(heard.Lines);
        Assert.DoesNotContain(heard.Lines, line => line.Contains(Canary, StringComparison.Ordinal));
    }

    [Fact]
    public void No_script_keeps_anything_in_the_browser()
    {
        var scripts = Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.js", SearchOption.AllDirectories)
            .Where(it => !it.Contains("/obj/", StringComparison.Ordinal) && !it.Contains("/bin/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(scripts);
        Assert.All(scripts, it => Assert.DoesNotMatch("localStorage|sessionStorage|indexedDB|document\\.cookie|caches\\.", File.ReadAllText(it)));
    }

    /// <summary>Every address that routing knows for a method, ids filled with some that never were.</summary>
    private IEnumerable<string> Paths(string method) =>
        (from endpoint in heard.Site.Services.GetServices<EndpointDataSource>().SelectMany(it => it.Endpoints).OfType<RouteEndpoint>()
         let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]
         where methods.Contains(method)
         let route = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
         where !route.Contains("{*", StringComparison.Ordinal)
         select Hole().Replace(route, hole => hole.Value.Contains("code:", StringComparison.Ordinal) ? "en" : hole.Value.Contains("name:", StringComparison.Ordinal) ? "dark" : "nothing")).Distinct();

    [GeneratedRegex(@"\{(?:[^{}]|\{[^{}]*\})*\}")]
    private static partial Regex Hole();
}
