using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>The built site as its operator starts it: with what it must not start with, it says so in one sentence and is gone.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("marketplace-start-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Production", "Engines:Records", "--Demo:Listings=0")]
    [InlineData("Production", "for Development alone", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Demo:ActAs=true")]
    [InlineData("Production", "Mail:Smtp, or Engines:Mail", "--Engines:Records=sqlite", "--Engines:Search=lucene")]
    [InlineData("Production", "Site:Address must say", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder")]
    [InlineData("Production", "Site:Address is", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=http://market.example")]
    [InlineData("Production", "Site:Address is", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=https://market.example/path")]
    [InlineData("Production", "Site:Address is", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=market.example")]
    [InlineData("Production", "OTEL_EXPORTER_OTLP_ENDPOINT is", "--OTEL_EXPORTER_OTLP_ENDPOINT=http://collector.example:4317")]
    [InlineData("Production", "SSL Mode=VerifyFull", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=https://market.example", "--ConnectionStrings:Identity=Host=db.example;Username=market")]
    [InlineData("Production", "no connection string of PostgreSQL", "--Engines:Records=sqlite", "--Engines:Search=lucene", "--Engines:Mail=folder", "--Site:Address=https://market.example", "--ConnectionStrings:Identity=Port=many")]
    [InlineData("Development", "Authentication:Api:Audience", "--Authentication:Authority=https://issuer.example", "--Authentication:ClientId=market", "--Authentication:Api:Audience=market")]
    [InlineData("Development", "Limits:Rates is", "--Limits:Rates=sometimes", "--Demo:Listings=0")]
    [InlineData("Development", "Limits:ApiOfNetwork is", "--Limits:ApiOfNetwork=-1", "--Demo:Listings=0")]
    [InlineData("Development", "Limits:PagesOfAccount is", "--Limits:PagesOfAccount=many", "--Demo:Listings=0")]
    [InlineData("Development", "Authentication:ClientId", "--Authentication:Authority=https://issuer.example")]
    [InlineData("Development", "\"http://issuer.example\"", "--Authentication:Authority=http://issuer.example", "--Authentication:ClientId=market")]
    [InlineData("Development", "Site:Proxies names \"everybody\"", "--Site:Proxies=everybody", "--Demo:Listings=0")]
    [InlineData("Development", "Mail:Smtp must be like", "--Mail:Smtp=mail.example.org", "--Mail:From=a@example.org")]
    [InlineData("Development", "\"Mars/Olympus\"", "--Market:TimeZone=Mars/Olympus")]
    [InlineData("Development", "Demo:Listings is -1", "--Demo:Listings=-1")]
    [InlineData("Development", "Demo:Listings is \"many\"", "--Demo:Listings=many")]
    [InlineData("Development", "oracle", "--Engines:Records=oracle")]
    [InlineData("Development", "'nonsense'", "--urls=nonsense", "--Demo:Listings=0")]
    public async Task A_setting_that_does_not_hold_is_named_in_one_sentence(string environment, string words, params string[] settings) =>
        await Refuses(environment, words, ["--Data:Path=" + folder, .. settings]);

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named_in_one_sentence()
    {
        var file = Path.Combine(folder, "a file");
        await File.WriteAllTextAsync(file, "");
        await Refuses("Development", "setting Data:Path", ["--Data:Path=" + Path.Combine(file, "data"), "--Demo:Listings=0"]);
    }

    [Fact]
    public async Task An_address_in_use_is_named_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";
        await Refuses("Development", address, ["--Data:Path=" + folder, "--Demo:Listings=0", "--urls", address]);
    }

    private static async Task Refuses(string environment, string words, string[] settings)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Marketplace.Web.dll"), "--urls", "http://127.0.0.1:0", .. settings];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        start.Environment.Remove("ASPNETCORE_URLS");
        using var site = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var (output, errors) = (site.StandardOutput.ReadToEndAsync(patience.Token), site.StandardError.ReadToEndAsync(patience.Token));
        await site.WaitForExitAsync(patience.Token);

        Assert.Equal(1, site.ExitCode);
        var sentence = Assert.Single((await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, sentence);
        Assert.DoesNotContain("   at ", await output);
    }
}
