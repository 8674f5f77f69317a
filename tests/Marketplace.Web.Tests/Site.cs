using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Marketplace.Web;

/// <summary>The whole site in process, with an empty market in a folder of its own.</summary>
public sealed class Site : WebApplicationFactory<Program>
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "marketplace-web-tests-" + Guid.NewGuid().ToString("N"));

    public string EnvironmentName { get; init; } = "Development";

    public Dictionary<string, string> Settings { get; init; } = [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseSetting("Data:Path", folder);
        builder.UseSetting("Demo:Listings", "0");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Engines:Records", "sqlite");
        builder.UseSetting("Engines:Search", "lucene");
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
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
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
