using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Data.Sqlite;

namespace Marketplace.Adapters.Sqlite;

/// <summary>The questions that are alike for every collection.</summary>
internal sealed class SqliteDocuments<T>(SqliteDatabase database)
{
    private static readonly string table = StoredAs<T>.Collection;

    public static string OneQuestion { get; } = $"SELECT version, body FROM {table} WHERE id = ?1";

    public static string ManyQuestion { get; } = $"SELECT version, body FROM {table} WHERE id IN (SELECT value FROM json_each(?1))";

    public static string AsOfQuestion { get; } =
        $"""
        SELECT version, body FROM {table} WHERE id = ?1 AND saved_at < ?2
        UNION ALL SELECT version, body FROM {table}_history WHERE id = ?1 AND saved_at < ?2
        ORDER BY version DESC LIMIT 1
        """;

    public static string VersionQuestion { get; } =
        $"""
        SELECT version, body FROM {table} WHERE id = ?1 AND version = ?2
        UNION ALL SELECT version, body FROM {table}_history WHERE id = ?1 AND version = ?2
        """;

    public static IReadOnlyList<string> Questions { get; } = [OneQuestion, ManyQuestion, AsOfQuestion, VersionQuestion];

    public Task<Document<T>?> Find(string id) => First(OneQuestion, id);

    public Task<IReadOnlyList<Document<T>>> Find(IEnumerable<string> ids) => All(ManyQuestion, JsonSerializer.Serialize(ids.Distinct()));

    public Task<Document<T>?> AsOf(string id, DateTimeOffset before) => First(AsOfQuestion, id, SqliteInstant.Text(before));

    public Task<Document<T>?> Version(string id, long version) => First(VersionQuestion, id, version);

    public Task<Document<T>?> First(string question, params object?[] values) =>
        Task.FromResult(database.Read(reader => reader.First(question, Read, values)));

    public Task<IReadOnlyList<Document<T>>> All(string question, params object?[] values) =>
        Task.FromResult<IReadOnlyList<Document<T>>>(database.Read(reader => reader.Rows(question, Read, values)));

    public Task<long> Count(string question, params object?[] values) => Task.FromResult(database.Read(reader => reader.Number(question, values)));

    /// <summary>SQLite keeps text as UTF-8, which is what the reader of JSON wants: no string is made of it in between.</summary>
    private static Document<T> Read(SqliteDataReader row) =>
        new(JsonSerializer.Deserialize<T>(row.GetFieldValue<byte[]>(1), MarketJson.Options)!, row.GetInt64(0));
}
