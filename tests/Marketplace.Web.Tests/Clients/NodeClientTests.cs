using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Marketplace.Rigs;
using Marketplace.Web.SignIn;
using Xunit;

namespace Marketplace.Web.Clients;

/// <summary>Another such client, of JavaScript: <c>openid-client</c> on Node, over the wire, driven by <c>openid-client/client.mjs</c>.</summary>
public sealed class NodeClientTests : IAsyncLifetime
{
    private const string Redirect = "http://127.0.0.1:39871/callback";
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private static readonly SemaphoreSlim installing = new(1);

    private readonly Site site = new()
    {
        Settings =
        {
            ["Authentication:Apps:0:Id"] = "desk", ["Authentication:Apps:0:Redirects"] = "http://127.0.0.1/callback", ["Authentication:Apps:0:SignedOut"] = "http://127.0.0.1:39871/out",
        },
    };

    private readonly CookieContainer cookies = new();
    private Process? node;

    public ValueTask InitializeAsync()
    {
        site.UseKestrel(0);
        site.StartServer();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is { HasExited: false }) node.Kill();
        node?.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task It_signs_people_in_refreshes_and_signs_them_out()
    {
        await Start();
        var wei = new Someone(site, site.ClientOptions.BaseAddress.ToString());
        await wei.HasAccount();
        Assert.Equal(site.ClientOptions.BaseAddress.ToString(), (string?)(await Step(new() { ["step"] = "discover", ["issuer"] = site.ClientOptions.BaseAddress.ToString(), ["id"] = "desk" }))["issuer"]);

        // A program on a desk returns to whatever port it listens on.
        var left = await Step(new() { ["step"] = "leave", ["redirect"] = Redirect, ["scope"] = "openid profile email offline_access" });
        var returned = await Followed(wei, (string)left["url"]!);
        Assert.StartsWith(Redirect, returned, StringComparison.Ordinal);
        var claims = await Step(new() { ["step"] = "returned", ["url"] = returned });
        Assert.Equal(wei.Email, (string?)claims["email"]);
        Assert.Equal((string?)claims["sub"], (string?)(await Step(new() { ["step"] = "userInfo" }))["sub"]);

        var turned = await Step(new() { ["step"] = "refresh" });
        Assert.True((bool?)turned["turned"]);
        Assert.StartsWith("http://127.0.0.1:39871/out", await Followed(wei, (string)(await Step(new() { ["step"] = "out", ["redirect"] = "http://127.0.0.1:39871/out" }))["url"]!), StringComparison.Ordinal);
        Assert.Equal("invalid_grant", (string?)(await Step(new() { ["step"] = "refreshWith", ["token"] = (string)turned["before"]! }))["error"]);
    }

    [Fact]
    public async Task It_acts_for_an_organisation()
    {
        await Start();
        var made = await MadeClient.By(await Admin(), "listings.read");
        await Step(new() { ["step"] = "discover", ["issuer"] = site.ClientOptions.BaseAddress.ToString(), ["id"] = made.Id, ["secret"] = made.Secret });

        var token = await Step(new() { ["step"] = "clientCredentials" });
        Assert.Equal(("bearer", "listings.read"), ((string?)token["type"], (string?)token["scope"]));
        Assert.Equal(200, (int?)(await Step(new() { ["step"] = "call", ["url"] = new Uri(site.ClientOptions.BaseAddress, "/api/v1/classes").ToString() }))["status"]);
        Assert.Equal("invalid_request", (string?)(await Step(new() { ["step"] = "clientCredentials", ["scope"] = "listings.write" }))["error"]);
    }

    private async Task<HttpClient> Admin()
    {
        var admin = site.CreateClient(new() { BaseAddress = site.ClientOptions.BaseAddress, AllowAutoRedirect = false });
        admin.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(admin, "/dev/act-as", new { person = "buyer" })).EnsureSuccessStatusCode();
        return admin;
    }

    /// <summary>Goes by redirects until they leave the site, signing in on the way where a page asks for it.</summary>
    private async Task<string> Followed(Someone who, string url)
    {
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = site.ClientOptions.BaseAddress };
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var (at, answer) = (new Uri(url), await browser.GetAsync(url));
        while (true)
        {
            if (answer.Headers.Location is { } to)
            {
                at = new Uri(at, to);
                if (at.Authority != site.ClientOptions.BaseAddress.Authority) return at.ToString();
                answer = await browser.GetAsync(at);
                continue;
            }

            Assert.StartsWith("/account/sign-in", at.PathAndQuery, StringComparison.Ordinal);
            var form = Naughty.HtmlForm.Of(await answer.Content.ReadAsStringAsync())[0].InParts(new("email", who.Email), new("password", Someone.Password));
            answer = await browser.PostAsync(at, form);
        }
    }

    /// <summary>Node with the library, which is installed here once as the lock file has it; skipped where there is no Node, or nowhere to get it from.</summary>
    private async Task Start()
    {
        var folder = Path.Combine(Repository.Root, "tests", "Marketplace.Web.Tests", "Clients", "openid-client");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "openid-client")))
        {
            await installing.WaitAsync();
            try
            {
                if (await Run("npm", folder, "ci", "--no-audit", "--no-fund", "--ignore-scripts") is { } failure) Assert.Skip($"openid-client could not be installed: {failure}");
            }
            finally
            {
                installing.Release();
            }
        }

        if (await Run("node", folder, "--version") is { } missing) Assert.Skip($"Node is not here: {missing}");
        node = Process.Start(new ProcessStartInfo("node", ["client.mjs"]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private async Task<JsonNode> Step(JsonObject step)
    {
        await node!.StandardInput.WriteLineAsync(step.ToJsonString());
        await node.StandardInput.FlushAsync();
        var line = await node.StandardOutput.ReadLineAsync().WaitAsync(patience);
        return JsonNode.Parse(line ?? throw new InvalidOperationException("Node ended."))!;
    }

    /// <returns>What went wrong; null where nothing did.</returns>
    private static async Task<string?> Run(string program, string folder, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var (said, _) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
            await process.WaitForExitAsync().WaitAsync(patience);
            return process.ExitCode == 0 ? null : (await said).Split('\n')[0];
        }
        catch (Exception failure) when (failure is System.ComponentModel.Win32Exception or TimeoutException)
        {
            return failure.Message;
        }
    }
}
