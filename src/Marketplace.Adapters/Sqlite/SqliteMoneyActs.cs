using Marketplace.Disputes;
using Marketplace.Storage;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Operators' acts in SQLite.</summary>
public sealed class SqliteMoneyActs(SqliteDatabase database) : IMoneyActs
{
    internal static readonly string Index = $"CREATE INDEX money_acts_list ON money_acts ({Json("place")})";

    private static readonly string list = $"SELECT version, body FROM money_acts WHERE {Json("place")} > ?1 ORDER BY {Json("place")} LIMIT ?2";

    private readonly SqliteDocuments<MoneyAct> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [SqliteDocuments<MoneyAct>.OneQuestion, list];

    public Task<Document<MoneyAct>?> Find(MoneyActId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<MoneyAct>>> List(string? after, int most, CancellationToken cancel = default) => documents.All(list, after ?? "", most);
}
