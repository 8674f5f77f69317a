using Marketplace.Storage;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>
/// The layout of the database and the way from one version of it to the next. A collection is a table of current documents and one of
/// earlier versions; they are made at start for every collection there is. Everything else comes in numbered steps, each taken once.
/// </summary>
internal static class SqliteSchema
{
    /// <summary>Index and query must spell a path into the JSON alike, or SQLite reads the whole table; so both take it from here.</summary>
    public static string Json(string path) => $"json_extract(body, '$.{path}')";

    private static readonly string[] steps =
    [
        $"""
        CREATE TABLE log (position INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, trace TEXT) STRICT;
        CREATE TABLE cursors (consumer TEXT PRIMARY KEY, position INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE commands (key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, answer TEXT NOT NULL, position INTEGER NOT NULL, at TEXT NOT NULL) STRICT;

        CREATE INDEX certificates_of_provider ON certificates ({Json("provider")}, {Json("number")}, id);
        CREATE INDEX providers_registered ON providers ({Json("country")}, {Json("registrationNumber")}, id);
        CREATE INDEX listings_of_provider ON listings ({Json("provider")}, saved_at DESC, id DESC);
        CREATE INDEX listings_published ON listings (id) WHERE {Json("status")} = 'published';

        -- Which listings rest on a certificate: an array inside JSON cannot be indexed, so triggers keep this table beside it.
        CREATE TABLE listing_certificates (certificate TEXT NOT NULL, listing TEXT NOT NULL, PRIMARY KEY (certificate, listing)) STRICT, WITHOUT ROWID;
        CREATE INDEX listing_certificates_of_listing ON listing_certificates (listing);
        {CertificatesTrigger("INSERT")}
        {CertificatesTrigger("UPDATE")}
        """,
        """
        CREATE TABLE job_requests (id INTEGER PRIMARY KEY, job TEXT NOT NULL, status TEXT NOT NULL, progress TEXT NOT NULL) STRICT;
        CREATE INDEX job_requests_unfinished ON job_requests (id) WHERE status IN ('Asked', 'Running');
        """,
        "CREATE TABLE import_mark (one INTEGER PRIMARY KEY CHECK (one = 1), export TEXT NOT NULL, part TEXT NOT NULL, records INTEGER NOT NULL, finished INTEGER NOT NULL) STRICT",
        SqliteInvitations.Index,
        SqliteRecord.Indexes,
        SqliteReports.Index,
        SqliteNotices.Indexes,
        SqlitePersonRecords.Index,
        SqliteOrganisations.Speakers,
        SqliteApiClients.Index,
        SqliteOrders.Indexes,
        SqliteOffers.Indexes,
        SqliteLedger.Indexes,
        SqlitePayments.Indexes,
        SqliteOrders.PlacedIndexes,
        SqliteDisputes.Indexes,
        SqliteOrders.WatchIndexes,
        SqliteMoneyActs.Index,
        SqliteTransfers.Indexes,
    ];

    public static int Newest => steps.Length;

    /// <summary>Brings the database to the newest layout, all steps or none.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        WriteSafely(connection);
        Run(connection, "BEGIN IMMEDIATE");
        Run(connection, "CREATE TABLE IF NOT EXISTS schema (version INTEGER PRIMARY KEY) STRICT");
        var stands = Layout(connection);
        if (stands > Newest) throw Unreadable(connection, stands, "it was written by a newer version. Start that one.");
        foreach (var collection in Collections.All) Run(connection, Tables(collection));
        for (var step = stands; step < Newest; step++)
        {
            Run(connection, steps[step]);
            Run(connection, $"INSERT INTO schema (version) VALUES ({step + 1})");
        }
        Run(connection, "COMMIT");
    }

    /// <summary>Takes the database as it is, where it has the newest layout.</summary>
    public static void Check(SqliteConnection connection)
    {
        WriteSafely(connection);
        if (Layout(connection) is var stands && stands != Newest) throw Unreadable(connection, stands, "the site that serves from it is of another version.");
    }

    private static void WriteSafely(SqliteConnection connection)
    {
        Run(connection, "PRAGMA journal_mode = WAL");
        Run(connection, "PRAGMA synchronous = FULL");
    }

    private static long Layout(SqliteConnection connection) => (long)(Scalar(connection, "SELECT coalesce(max(version), 0) FROM schema") ?? 0L);

    private static InvalidDataException Unreadable(SqliteConnection connection, long stands, string because) =>
        new($"{connection.DataSource} has layout {stands}, and this program knows layouts up to {Newest}: {because}");

    private static string Tables(string collection) =>
        $"""
        CREATE TABLE IF NOT EXISTS {collection} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL) STRICT;
        CREATE TABLE IF NOT EXISTS {collection}_history (id TEXT NOT NULL, version INTEGER NOT NULL, saved_at TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (id, version)) STRICT;
        """;

    private static string CertificatesTrigger(string change) =>
        $"""
        CREATE TRIGGER listings_certificates_{change} AFTER {change} ON listings BEGIN
            DELETE FROM listing_certificates WHERE listing = new.id;
            INSERT OR IGNORE INTO listing_certificates (certificate, listing)
                SELECT value, new.id FROM json_each(new.body, '$.published.certificates')
                UNION SELECT value, new.id FROM json_each(new.body, '$.draft.certificates');
        END;
        """;

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
