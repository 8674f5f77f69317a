using Marketplace.Vocabulary;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// Reads <c>ConnectionStrings:MongoDb</c>. What the market promises is not for a connection string to weaken: a write is acknowledged by a
/// majority and on disk, and reading sees what a majority has. A string that says otherwise is refused instead of being overruled in silence.
/// </summary>
internal static class MongoConnection
{
    public const string Setting = "ConnectionStrings:MongoDb";
    private const string DefaultDatabase = "marketplace";

    /// <summary>Unless the string says otherwise. Longer than an election or a restart of one server takes, shorter than a reader's patience.</summary>
    private static readonly TimeSpan findServerWithin = TimeSpan.FromSeconds(5);

    /// <summary>Unless the string says otherwise, no answer in this time is no answer at all.</summary>
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(10);

    /// <param name="exposed">Whether others than developers may reach the server or the wire: anywhere but in Development.</param>
    public static (MongoClientSettings Settings, string Database) Read(string uri, bool exposed)
    {
        var url = Parse(uri);
        if (url.W is { } w && w.ToString() != "majority")
            throw Refused($"asks for w={w}; a write that no majority holds can be lost with one server. Leave w out, or say w=majority.");
        if (url.Journal == false)
            throw Refused("says journal=false; a write that is not on disk is lost when the server stops. Leave it out.");
        if (exposed && !url.UseTls)
            throw Refused("uses no TLS; outside Development say tls=true (and tlsCAFile in the system's store where the authority is your own).");
        if (exposed && url.AllowInsecureTls)
            throw Refused("says tlsInsecure=true; outside Development the server's certificate must be checked.");
        if (exposed && url.Username is null && url.AuthenticationMechanism is null)
            throw Refused("names no user; outside Development give the site an account of its own (mongodb://user:password@…).");

        var settings = MongoClientSettings.FromUrl(url);
        settings.WriteConcern = WriteConcern.WMajority.With(journal: true);
        settings.ReadConcern = ReadConcern.Majority;
        settings.ReadPreference = ReadPreference.Primary;
        if (!Says("serverSelectionTimeoutMS")) settings.ServerSelectionTimeout = findServerWithin;
        if (!Says("connectTimeoutMS")) settings.ConnectTimeout = findServerWithin;
        if (!Says("socketTimeoutMS")) settings.SocketTimeout = answerWithin;
        settings.ApplicationName ??= "marketplace";
        return (settings, url.DatabaseName ?? DefaultDatabase);

        bool Says(string option) => uri.Contains($"{option}=", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The address without the credentials, for people to read.</summary>
    public static string Place(MongoClientSettings settings, string database) =>
        $"{string.Join(", ", settings.Servers.Select(server => $"{server.Host}:{server.Port}"))}/{database}";

    private static MongoUrl Parse(string uri)
    {
        try
        {
            return new MongoUrl(uri);
        }
        catch (Exception unreadable) when (unreadable is MongoConfigurationException or FormatException or ArgumentException)
        {
            // The string may hold a password, so it is not repeated.
            throw new SettingException($"{Setting} is not a MongoDB connection string (mongodb://host:27017/marketplace?replicaSet=…).", unreadable);
        }
    }

    private static SettingException Refused(string because) => new($"{Setting} {because}");
}
