using MongoDB.Driver;

namespace Marketplace.Rigs.Servers;

/// <summary>
/// A database and an index of a test's own on the real servers, as settings of a site; gone when the test ends. Which servers a site of a
/// test runs on is told by <c>MARKETPLACE_SITE_ENGINES</c> (<c>mongodb</c>, or <c>mongodb,elasticsearch</c>); without it, on the embedded engines.
/// </summary>
public sealed class OwnEngines : IAsyncDisposable
{
    /// <summary>Where everything shares two cores, a server that does not answer for seconds is there all the same.</summary>
    private const string Patience = "serverSelectionTimeoutMS=40000&connectTimeoutMS=40000&socketTimeoutMS=60000";

    private readonly string name = "market-test-" + Guid.NewGuid().ToString("N")[..12];
    private readonly string? mongo;
    private readonly string? elasticsearch;

    /// <param name="mongo">Address of MongoDB, or null for SQLite.</param>
    /// <param name="elasticsearch">Address of Elasticsearch, or null for Lucene.NET.</param>
    public OwnEngines(string? mongo, string? elasticsearch) => (this.mongo, this.elasticsearch) = (mongo, elasticsearch);

    public static OwnEngines Chosen()
    {
        var engines = (Environment.GetEnvironmentVariable("MARKETPLACE_SITE_ENGINES") ?? "").Split(',', StringSplitOptions.TrimEntries);
        return new OwnEngines(
            engines.Contains(TestServer.MongoDb.Name) ? TestServer.MongoDb.AddressOr(Missing) : null,
            engines.Contains(TestServer.Elasticsearch.Name) ? TestServer.Elasticsearch.AddressOr(Missing) : null);
    }

    public string Database => name;

    /// <summary>The address of MongoDB with the test's database, by way of another server (a proxy) where one is given.</summary>
    public string MongoUri(Uri? through = null)
    {
        var uri = new MongoUrlBuilder(mongo) { DatabaseName = name };
        if (through is null) return uri.ToString();
        uri.Server = new MongoServerAddress(through.Host, through.Port);
        uri.ReplicaSetName = null;
        uri.DirectConnection = true;
        return uri.ToString();
    }

    public IEnumerable<KeyValuePair<string, string>> Settings
    {
        get
        {
            if (mongo is not null) yield return new("ConnectionStrings:MongoDb", MongoUri() is var uri && uri.Contains('?') ? $"{uri}&{Patience}" : $"{uri}?{Patience}");
            if (elasticsearch is not null) yield return new("ConnectionStrings:Elasticsearch", $"{elasticsearch};Index={name};Replicas=0;Refresh=30ms");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (mongo is not null)
        {
            using var client = new MongoClient(mongo);
            await MongoLeftovers.Remove(client, name);
        }
        if (elasticsearch is not null)
        {
            using var http = new SocketsHttpHandler();
            using var client = new HttpMessageInvoker(http);
            await ElasticsearchLeftovers.Remove(client, new Uri(elasticsearch), name);
        }
    }

    private static void Missing(string reason) => throw new InvalidOperationException($"MARKETPLACE_SITE_ENGINES asks for a server that is not there. {reason}");
}
