using System.Globalization;
using System.Text;
using System.Security.Cryptography.X509Certificates;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Elasticsearch.Client;

/// <summary>
/// <c>ConnectionStrings:Elasticsearch</c>: the nodes, separated by commas, then settings separated by semicolons, such as
/// <c>https://es1:9200,https://es2:9200;ApiKey=…;CaFile=/run/secrets/ca.pem;Index=marketplace;Shards=1;Replicas=1</c>.
/// </summary>
internal sealed class ElasticsearchOptions
{
    private const string Setting = "ConnectionStrings:Elasticsearch";

    public required IReadOnlyList<Uri> Nodes { get; init; }
    /// <summary>What the Authorization header says; kept out of <see cref="ToString"/>, logs and messages.</summary>
    public string? Authorization { get; init; }
    public X509Certificate2Collection? Authorities { get; init; }
    /// <summary>What the names of indices begin with, so that several markets can share a cluster.</summary>
    public string Index { get; init; } = "marketplace";
    public int Shards { get; init; } = 1;
    public int Replicas { get; init; } = 1;
    /// <summary>How often what was written becomes searchable.</summary>
    public string Refresh { get; init; } = "1s";
    /// <summary>Bodies travel compressed, which pays between machines and not within one.</summary>
    public bool Compress { get; init; }
    /// <summary>A search that takes longer is answered by the stand-in.</summary>
    public TimeSpan SearchWithin { get; init; } = TimeSpan.FromSeconds(2);
    public TimeSpan WriteWithin { get; init; } = TimeSpan.FromSeconds(60);

    public static ElasticsearchOptions Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var nodes = parts is [var first, ..] ? first.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Node).ToList() : [];
        if (nodes.Count == 0) throw Refuse("names no node; it begins like https://host:9200");
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw Refuse("has a part after the nodes that is not Name=value");
            settings[part[..equals].Trim()] = part[(equals + 1)..].Trim();
        }

        var options = Of(nodes, settings);
        return settings.Count == 0 ? options : throw Refuse($"knows no {settings.Keys.First()}; there is ApiKey, Username, Password, CaFile, Index, Shards, Replicas, Refresh, Compress and SearchSeconds");
    }

    /// <summary>Refuses what nobody would run on purpose away from a developer's own machine.</summary>
    public void RefuseUnsafe()
    {
        foreach (var node in Nodes)
        {
            if (node.IsLoopback) continue;
            if (node.Scheme != Uri.UriSchemeHttps) throw Refuse($"would speak to {node.Host} in the clear; give it as https");
            if (Authorization is null) throw Refuse("holds no credentials; add ApiKey=… or Username=…;Password=…");
        }
    }

    public override string ToString() => string.Join(", ", Nodes.Select(node => node.Authority)) + "/" + Index;

    private static ElasticsearchOptions Of(List<Uri> nodes, Dictionary<string, string> settings) => new()
    {
        Authorization = Credentials(nodes, settings),
        Nodes = [.. nodes.Select(node => new UriBuilder(node) { UserName = "", Password = "" }.Uri)],
        Authorities = Take(settings, "CaFile") is { } file ? Load(file) : null,
        Index = Take(settings, "Index") is { } index ? Name(index) : "marketplace",
        Shards = Number(settings, "Shards", 1, 1, 64),
        Replicas = Number(settings, "Replicas", 1, 0, 8),
        Refresh = Take(settings, "Refresh") ?? "1s",
        Compress = Take(settings, "Compress") is { } compress ? compress.Equals("true", StringComparison.OrdinalIgnoreCase) : !nodes.TrueForAll(node => node.IsLoopback),
        SearchWithin = TimeSpan.FromSeconds(Number(settings, "SearchSeconds", 2, 1, 60)),
    };

    private static string? Credentials(List<Uri> nodes, Dictionary<string, string> settings)
    {
        var key = Take(settings, "ApiKey");
        var (user, password) = (Take(settings, "Username"), Take(settings, "Password"));
        if (user is null && nodes.Find(node => node.UserInfo.Length > 0) is { } node)
        {
            var at = node.UserInfo.IndexOf(':', StringComparison.Ordinal);
            (user, password) = at < 0 ? (node.UserInfo, "") : (node.UserInfo[..at], node.UserInfo[(at + 1)..]);
            (user, password) = (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        }

        if (key is not null && user is not null) throw Refuse("holds both an API key and a user; give one of them");
        return key is not null ? "ApiKey " + key
            : user is not null ? "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")) : null;
    }

    private static Uri Node(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var node) && (node.Scheme == Uri.UriSchemeHttp || node.Scheme == Uri.UriSchemeHttps) && node.Query.Length == 0
            ? node : throw Refuse("names a node that is no http or https address");

    private static string Name(string text) =>
        text.Length is > 0 and <= 100 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_') && char.IsAsciiLetterOrDigit(text[0])
            ? text : throw Refuse("has an Index that is not of small letters, digits, - and _");

    private static X509Certificate2Collection Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw Refuse($"names a CaFile that cannot be read: {file}");
        }

        return authorities.Count > 0 ? authorities : throw Refuse($"names a CaFile without a certificate in it: {file}");
    }

    private static int Number(Dictionary<string, string> settings, string name, int otherwise, int least, int most) =>
        Take(settings, name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw Refuse($"has {name} that is not from {least} to {most}");

    private static string? Take(Dictionary<string, string> settings, string name) => settings.Remove(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>The text itself is never repeated: it may hold a password.</summary>
    private static SettingException Refuse(string because) => new($"{Setting} {because}.");
}
