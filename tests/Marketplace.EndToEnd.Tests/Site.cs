using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Marketplace.Rigs;
using Marketplace.Rigs.Servers;
using Microsoft.Playwright;
using Xunit;

namespace Marketplace.EndToEnd.Tests;

/// <summary>
/// The site as somebody runs it, in a process of its own with a market of a few hundred listings, and a browser beside it; on the embedded
/// engines, or on those that <c>MARKETPLACE_SITE_ENGINES</c> names.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    public const int Listings = 300;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);
    private readonly string data = Directory.CreateTempSubdirectory("marketplace-e2e-").FullName;
    private readonly OwnEngines engines = OwnEngines.Chosen();
    private readonly List<string> output = [];
    private readonly ConcurrentQueue<string> violations = [];
    private Process? process;
    private IPlaywright? playwright;

    public IBrowser Browser { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where the site puts the mail that it sends.</summary>
    public string Mail => Path.Combine(data, "mail");

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}/");

    public async ValueTask InitializeAsync()
    {
        process = Start();
        Http = new HttpClient { BaseAddress = Address };
        await UntilLoaded();
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = "/usr/bin/chromium-headless-shell",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"],
        });
    }

    /// <summary>A fresh visitor: no cookies, this language asked for, a window of this width.</summary>
    public async Task<IPage> Visitor(string language = "en", int width = 1280, bool javaScript = true)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address.ToString(), Locale = language == "zh" ? "zh-CN" : "en-GB", JavaScriptEnabled = javaScript,
            ViewportSize = new ViewportSize { Width = width, Height = 900 }, ReducedMotion = ReducedMotion.Reduce,
        });
        return await Watched(context);
    }

    /// <summary>A page whose violations of the content security policy are counted: there must be none in any journey.</summary>
    public async Task<IPage> Watched(IBrowserContext context)
    {
        context.SetDefaultTimeout(15_000);
        context.Console += (_, message) =>
        {
            if (!AxeScan.Causes(message) && message.Text.Contains("Content Security Policy", StringComparison.Ordinal)) violations.Enqueue($"{message.Page?.Url}: {message.Text}");
        };
        return await context.NewPageAsync();
    }

    /// <summary>A program on a desk that people sign in to by this site's identity server.</summary>
    public const string App = "desk";

    /// <summary>A visitor who acts as the person of the demo whose id begins so.</summary>
    public async Task<IPage> ActingAs(string person, string language = "en", int width = 1280)
    {
        var page = await Visitor(language, width);
        var answer = await page.APIRequest.PostAsync("dev/act-as", new APIRequestContextOptions { DataObject = new { person } });
        Assert.Equal(204, answer.Status);
        return page;
    }

    public async Task SetClock(DateTimeOffset? now) =>
        (await Http.PostAsJsonAsync("dev/clock", new { now })).EnsureSuccessStatusCode();

    public async Task<JsonElement> Get(string path) => await Http.GetFromJsonAsync<JsonElement>(path);

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null) await Browser.DisposeAsync();
        playwright?.Dispose();
        Http?.Dispose();
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        await engines.DisposeAsync();
        Directory.Delete(data, recursive: true);
        Assert.Empty(violations);
    }

    private Process Start()
    {
        var web = Path.Combine(Repository.Root, "src", "Marketplace.Web");
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = web, RedirectStandardOutput = true, RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(web, "bin", configuration, "net10.0", "Marketplace.Web.dll"), "--urls", Address.ToString(),
                $"--Data:Path={data}", $"--Demo:Listings={Listings}", "--Limits:Rates=off",
                $"--Authentication:Apps:0:Id={App}", "--Authentication:Apps:0:Redirects=http://127.0.0.1/callback",
            },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        foreach (var (key, value) in engines.Settings) start.ArgumentList.Add($"--{key}={value}");
        var started = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        started.OutputDataReceived += Keep;
        started.ErrorDataReceived += Keep;
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output) output.Add(line.Data ?? "");
    }

    private async Task UntilLoaded()
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < patience && !process!.HasExited)
        {
            try
            {
                if ((await Get("api/v1/search?size=1")).GetProperty("total").GetInt32() == Listings) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(200);
        }
        lock (output) throw new InvalidOperationException("The site did not come up with its data:\n" + string.Join('\n', output.TakeLast(40)));
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>All journeys share one site and its clock, so they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheSite : ICollectionFixture<Site>
{
    public const string Name = "The site";
}
