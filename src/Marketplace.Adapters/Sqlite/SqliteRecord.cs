using System.Globalization;
using Marketplace.Record;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>The record in SQLite.</summary>
public sealed class SqliteRecord(SqliteDatabase database) : IRecord
{
    internal static readonly string Indexes = string.Concat(
        ((string[])["kind", "subject", "by", "day"]).Select(field => $"CREATE INDEX record_by_{field} ON record ({Json(field)}, id);"));

    private const string Following = "SELECT version, body FROM record WHERE id > ?1 ORDER BY id LIMIT ?2";

    private const string NodesFrom = "SELECT version, body FROM record_nodes WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3";
    private const string RootFrom = "SELECT version, body FROM record_roots WHERE id >= ?1 ORDER BY id LIMIT 1";
    private const string RootLast = "SELECT version, body FROM record_roots ORDER BY id DESC LIMIT 1";
    private const string AllKeys = "SELECT version, body FROM record_keys ORDER BY id";

    private readonly SqliteDocuments<RecordNode> nodes = new(database);
    private readonly SqliteDocuments<SignedRoot> roots = new(database);
    private readonly SqliteDocuments<RecordKey> keys = new(database);
    private readonly SqliteDocuments<RecordEntry> entries = new(database);
    private readonly SqliteDocuments<RecordHead> head = new(database);

    internal static IReadOnlyList<string> Questions { get; } =
    [
        SqliteDocuments<RecordHead>.OneQuestion, Following, Question(new RecordFilter()), Question(new RecordFilter(Kind: "")), Question(new RecordFilter(Subject: "")),
        Question(new RecordFilter(By: "")), Question(new RecordFilter(Day: default(DateOnly))),
        NodesFrom, RootFrom, RootLast,
    ];

    public Task<Document<RecordHead>?> Head(CancellationToken cancel = default) => head.Find(RecordHead.Id);

    public async Task<IReadOnlyList<RecordEntry>> After(long index, int most, CancellationToken cancel = default) =>
        Values(await entries.All(Following, index < 0 ? "" : RecordEntry.Id(index), most));

    public async Task<IReadOnlyList<RecordEntry>> Page(RecordFilter filter, long? before, int most, CancellationToken cancel = default) =>
        Values(await entries.All(Question(filter), [.. Conditions(filter).Select(it => it.Value), RecordEntry.Id(before ?? long.MaxValue), most]));

    public async Task<IReadOnlyList<RecordNode>> Nodes(int level, long from, int most, CancellationToken cancel = default) =>
        [.. (await nodes.All(NodesFrom, RecordNode.Id(level, from), RecordNode.Id(level + 1, 0), most)).Select(it => it.Value)];

    public async Task<SignedRoot?> RootOf(long size, CancellationToken cancel = default) => (await roots.First(RootFrom, RecordEntry.Id(size)))?.Value;

    public async Task<SignedRoot?> LastRoot(CancellationToken cancel = default) => (await roots.First(RootLast))?.Value;

    public async Task<IReadOnlyList<RecordKey>> Keys(CancellationToken cancel = default) => [.. (await keys.All(AllKeys)).Select(it => it.Value)];

    private static string Question(RecordFilter filter)
    {
        var conditions = Conditions(filter).Select((it, i) => $"{Json(it.Field)} = ?{i + 1} AND ").ToList();
        return $"SELECT version, body FROM record WHERE {string.Concat(conditions)}id < ?{conditions.Count + 1} ORDER BY id DESC LIMIT ?{conditions.Count + 2}";
    }

    private static IReadOnlyList<(string Field, string Value)> Conditions(RecordFilter filter) =>
    [
        .. filter.Subject is { } subject ? [("subject", subject)] : Array.Empty<(string, string)>(),
        .. filter.By is { } by ? [("by", by)] : Array.Empty<(string, string)>(),
        .. filter.Day is { } day ? [("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))] : Array.Empty<(string, string)>(),
        .. filter.Kind is { } kind ? [("kind", kind)] : Array.Empty<(string, string)>(),
    ];

    private static IReadOnlyList<RecordEntry> Values(IReadOnlyList<Document<RecordEntry>> found) => [.. found.Select(it => it.Value)];
}
