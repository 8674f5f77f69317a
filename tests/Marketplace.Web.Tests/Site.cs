using System.Net.Http.Json;
using Marketplace.Rigs.Servers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Web;

/// <summary>
/// The whole site in process, with an empty market of its own: in a folder, or on the real servers where <see cref="OwnEngines.Chosen"/> finds
/// them named. Outside Development it stays embedded: a server without TLS and credentials would be refused.
/// </summary>
public sealed class Site : WebApplicationFactory<Program>
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "marketplace-web-tests-" + Guid.NewGuid().ToString("N"));

    private readonly OwnEngines engines = OwnEngines.Chosen();

    private readonly OwnAccounts accounts = OwnAccounts.Chosen();

    public string EnvironmentName { get; init; } = "Development";

    public Dictionary<string, string> Settings { get; init; } = [];

    /// <summary>Parts put in the place of those that the site would choose.</summary>
    public Action<IServiceCollection> Parts { get; init; } = _ => { };

    /// <summary>Whether passwords and keys cost it what they cost a site that serves.</summary>
    public bool AtFullCost { get; init; }

    /// <summary>The data folder.</summary>
    public string Folder => folder;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("hostBuilder:reloadConfigOnChange", "false");
        builder.UseSetting("Data:Path", folder);
        builder.UseSetting("Demo:Listings", "0");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Limits:Rates", "off");
        builder.UseSetting("Engines:Records", "sqlite");
        builder.UseSetting("Engines:Search", "lucene");
        builder.UseSetting("Engines:Mail", "folder");
        if (EnvironmentName == "Development")
            foreach (var (name, value) in engines.Settings) builder.UseSetting(name, value);
        else builder.UseSetting("Site:Address", "https://market.example");
        if (accounts.Setting is { } where) builder.UseSetting("ConnectionStrings:Identity", where);
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
        builder.ConfigureTestServices(services =>
        {
            if (!AtFullCost) CheapSecrets.Add(services);
            Parts(services);
        });
    }

    public HttpClient Visitor(string language = "en")
    {
        var client = CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        return client;
    }

    public async Task<HttpClient> Acting(string person)
    {
        var client = Visitor();
        (await client.PostAsJsonAsync("/dev/act-as", new { person })).EnsureSuccessStatusCode();
        return client;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await engines.DisposeAsync();
        await accounts.DisposeAsync();
        // The timer of a pool remembers who made it, and with that the whole site.
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
