using System.Diagnostics;
using System.Text.RegularExpressions;
using Marketplace.Rigs;
using Marketplace.Rigs.Servers;
using Xunit;

namespace Marketplace.Web.Hosting;

/// <summary>The command line of the image with the environment of <c>infra/compose.yaml</c>, as a plain process: Production, and every value as it stands there but for the passwords.</summary>
public sealed partial class ImageCommandTests : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private readonly string folder = Directory.CreateTempSubdirectory("market-image-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task With_nothing_given_it_says_what_is_wanted() => await Refuses("ConnectionStrings:MongoDb, or Engines:Records", []);

    [Fact]
    public async Task Without_TLS_or_a_user_to_MongoDB_it_says_so()
    {
        var given = Compose();
        await Refuses("uses no TLS", given, ("ConnectionStrings__MongoDb", it => it.Replace("&tls=true", "", StringComparison.Ordinal)));
        await Refuses("names no user", given, ("ConnectionStrings__MongoDb", it => it.Replace("marketplace:secret@", "", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Without_TLS_or_credentials_or_the_authority_of_Elasticsearch_it_says_so()
    {
        var given = Compose();
        await Refuses("in the clear", given, ("ConnectionStrings__Elasticsearch", it => Readable(it).Replace("https:", "http:", StringComparison.Ordinal)));
        await Refuses("holds no credentials", given, ("ConnectionStrings__Elasticsearch", it => Readable(it).Replace("Username=marketplace;Password=secret;", "", StringComparison.Ordinal)));
        await Refuses("CaFile that cannot be read: /certificates/ca.pem", given);
    }

    [Fact]
    public async Task Where_MongoDB_is_silent_it_says_where_it_looked_and_not_with_which_password()
    {
        var said = await Refuses("MongoDB does not answer at mongodb.invalid:27017/marketplace", Compose(),
            ("ConnectionStrings__MongoDb", it => it.Replace("mongodb:27017", "mongodb.invalid:27017", StringComparison.Ordinal)),
            ("ConnectionStrings__Elasticsearch", Readable));
        Assert.DoesNotContain("secret", said);
    }

    [Fact]
    public async Task It_serves_and_the_health_command_tells_so()
    {
        // Neither server here has TLS or accounts, which only Elasticsearch on this very machine may do without.
        var engines = new OwnEngines(null, TestServer.Elasticsearch.AddressOr(Assert.Skip));
        await using var _ = engines;
        Dictionary<string, string> given = new()
        {
            ["Engines__Records"] = "sqlite", ["Engines__Mail"] = Compose()["Engines__Mail"], ["Market__TimeZone"] = Compose()["Market__TimeZone"],
            ["Site__Address"] = Compose()["Site__Address"],
            ["ConnectionStrings__Elasticsearch"] = engines.Settings.Single().Value,
        };
        using var site = Start([], given);
        try
        {
            var address = await Listening(site);
            using var http = new HttpClient();
            Assert.Contains("Elasticsearch", await http.GetStringAsync(new Uri(address, "/health/ready")));
            Assert.Contains("</html>", await http.GetStringAsync(address));
            Assert.Equal(0, await Health(address));
        }
        finally
        {
            site.Kill();
            await site.WaitForExitAsync();
        }
        Assert.Equal(1, await Health(new Uri("http://127.0.0.1:9")));
    }

    private async Task<int> Health(Uri address)
    {
        using var asking = Start(["health", address.ToString()], []);
        await asking.WaitForExitAsync();
        return asking.ExitCode;
    }

    /// <summary>The authority's certificate, where there is one.</summary>
    private string Readable(string connection)
    {
        var pem = Path.Combine(folder, "ca.pem");
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=authority", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(pem, authority.ExportCertificatePem());
        return connection.Replace("/certificates/ca.pem", pem, StringComparison.Ordinal);
    }

    private async Task<string> Refuses(string words, Dictionary<string, string> given, params (string Name, Func<string, string> Change)[] changes)
    {
        var environment = new Dictionary<string, string>(given);
        foreach (var (name, change) in changes) environment[name] = change(environment[name]);
        using var site = Start([], environment);
        var errors = await site.StandardError.ReadToEndAsync().WaitAsync(patience);
        await site.WaitForExitAsync();

        Assert.Equal(1, site.ExitCode);
        var sentence = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(words, sentence);
        return sentence;
    }

    private static async Task<Uri> Listening(Process site)
    {
        const string words = "Now listening on: ";
        while (await site.StandardOutput.ReadLineAsync().WaitAsync(patience) is { } line)
            if (line.IndexOf(words, StringComparison.Ordinal) is >= 0 and var at) return new Uri(line[(at + words.Length)..].Split('"')[0].Trim());
        throw new InvalidOperationException($"The site ended at its start: {await site.StandardError.ReadToEndAsync()}");
    }

    private Process Start(string[] arguments, Dictionary<string, string> given)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Marketplace.Web.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Data__Path"] = Path.Combine(folder, "data");
        foreach (var (name, value) in given) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The environment of the service <c>web</c>; every password is "secret", and what has a default has that.</summary>
    private static Dictionary<string, string> Compose()
    {
        var lines = File.ReadLines(Path.Combine(Repository.Root, "infra", "compose.yaml"))
            .SkipWhile(line => line != "  web:").SkipWhile(line => line != "    environment:").Skip(1).TakeWhile(line => line.StartsWith("      ", StringComparison.Ordinal));
        return lines.Select(line => line.Trim()).Where(line => !line.StartsWith('#') && !line.StartsWith("SSL_CERT_FILE", StringComparison.Ordinal)).ToDictionary(
            line => line[..line.IndexOf(": ", StringComparison.Ordinal)],
            line => Variable().Replace(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..], given => given.Groups["default"] is { Success: true, Value: var value } ? value : "secret"));
    }

    [GeneratedRegex(@"\$\{[A-Z_]+(?::-(?<default>[^}]*)|[^}]*)\}")]
    private static partial Regex Variable();
}
