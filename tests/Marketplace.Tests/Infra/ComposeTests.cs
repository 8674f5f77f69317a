using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Marketplace.Tests.Architecture;

namespace Marketplace.Tests.Infra;

/// <summary>What can be said of the compose file without starting a container.</summary>
public sealed partial class ComposeTests
{
    /// <summary>Read by .NET itself, not by the site.</summary>
    private static readonly string[] ofTheRuntime = ["SSL_CERT_FILE", "DOTNET_EnableDiagnostics"];

    private static readonly JsonObject compose = ComposeFile.Read();

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Services => (JsonObject)compose["services"]!;

    [Fact]
    public void It_says_what_the_compose_specification_allows_and_nothing_else()
    {
        Assert.True(IsAllowed(compose));

        var misspelt = (JsonObject)compose.DeepClone();
        misspelt["services"]!["web"]!["readonly"] = true;
        Assert.False(IsAllowed(misspelt));
    }

    [Fact]
    public void Every_setting_it_gives_the_site_is_one_that_the_site_reads()
    {
        var known = File.ReadLines(Path.Combine(Source.Root, "docs", "reference", "settings.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(line => Quoted().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value.Replace(":", "__", StringComparison.Ordinal)))
            .Concat(ofTheRuntime).ToHashSet(StringComparer.Ordinal);
        var inTheImage = File.ReadLines(Path.Combine(ComposeFile.Folder, "Containerfile"))
            .Select(line => Assignment().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value);

        var given = compose.Environment("web").Select(pair => pair.Key).Concat(inTheImage).ToList();

        Assert.Contains("ConnectionStrings__MongoDb", given);
        Assert.Contains("ASPNETCORE_ENVIRONMENT", given);
        Assert.Empty(given.Except([.. known, "ASPNETCORE_ENVIRONMENT"]));
    }

    [Fact]
    public void No_password_stands_in_it_and_none_has_a_default()
    {
        var values = Services.SelectMany(service => (service.Value!["environment"] as JsonObject ?? []).Select(pair => (pair.Key, Value: pair.Value!.ToString())))
            .Where(pair => pair.Key.Contains("PASSWORD", StringComparison.Ordinal) || pair.Value.Contains("Password=", StringComparison.Ordinal) || pair.Value.Contains("://marketplace:", StringComparison.Ordinal))
            .ToList();

        Assert.True(values.Count >= 6, "The passwords of the servers and of the site are given by environment.");
        Assert.All(values, pair => Assert.Matches(@"\$\{[A-Z_]+_PASSWORD:\?[^}]+\}", pair.Value));
        Assert.DoesNotContain(":-", string.Concat(values.Select(pair => pair.Value)));
    }

    [Fact]
    public void Every_file_it_mounts_lies_beside_it_and_every_volume_is_declared()
    {
        var sources = Services.SelectMany(service => service.Value!["volumes"] as JsonArray ?? []).Select(volume => volume!.ToString().Split(':')[0]).ToList();

        Assert.All(sources.Where(source => source.StartsWith('.')), source => Assert.True(File.Exists(Path.Combine(ComposeFile.Folder, source)), source));
        Assert.Equal(
            ((JsonObject)compose["volumes"]!).Select(pair => pair.Key).Order(),
            sources.Where(source => !source.StartsWith('.')).Distinct().Order());
    }

    [Fact]
    public void Every_service_is_held_to_its_memory_and_the_lasting_ones_are_asked_how_they_are()
    {
        Assert.All(Services, service => Assert.NotNull(service.Value!["mem_limit"]));
        Assert.All(Services.Where(service => service.Value!["restart"]!.ToString() != "no"), service => Assert.NotNull(service.Value!["healthcheck"]));
        Assert.True(compose["services"]!["web"]!["read_only"]!.GetValue<bool>());
    }

    private static bool IsAllowed(JsonObject file)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Source.Root, "tests", "Marketplace.Tests", "Infra", "compose-spec.json")))!;
        // It names its draft by an address that no library knows and uses what draft 7 has; its ids are of an older one, and nothing refers to them.
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        RemoveIds(schema);
        return JsonSchema.FromText(schema.ToJsonString()).Evaluate(JsonSerializer.SerializeToElement(file)).IsValid;
    }

    private static void RemoveIds(JsonNode? node)
    {
        if (node is JsonObject named)
        {
            if (named["id"] is JsonValue) named.Remove("id");
            foreach (var (_, value) in named) RemoveIds(value);
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list) RemoveIds(item);
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:ENV|   )\s*([A-Za-z_]+)=")]
    private static partial Regex Assignment();
}
