using System.Text.Json;
using Marketplace.Reports;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Reports in SQLite.</summary>
public sealed class SqliteReports(SqliteDatabase database) : IReports
{
    internal static readonly string Index = $"CREATE INDEX reports_queue ON reports ({Json("place")})";

    private static readonly string queue =
        $"""
        SELECT version, body FROM reports WHERE {Json("place")} > ?1 AND (?2 IS NULL OR {Json("state")} = ?2) AND (?3 IS NULL OR {Json("reason")} = ?3)
        AND (?4 IS NULL OR {Json("assignedTo")} = ?4) AND (?5 IS NULL OR {Json("about")} = ?5) ORDER BY {Json("place")} LIMIT ?6
        """;

    private readonly SqliteDocuments<Report> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<Report>.OneQuestion, queue];

    public Task<Document<Report>?> Find(ReportId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<Report>>> Queue(ReportFilter filter, string? after, int most, CancellationToken cancel = default) =>
        documents.All(queue, after ?? "", Name(filter.State), Name(filter.Reason), filter.AssignedTo, filter.About, most);

    private static string? Name<T>(T? value) where T : struct, Enum => value is { } known ? JsonNamingPolicy.CamelCase.ConvertName(known.ToString()) : null;
}
