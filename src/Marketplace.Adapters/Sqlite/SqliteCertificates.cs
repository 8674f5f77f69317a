using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Certificates in SQLite.</summary>
public sealed class SqliteCertificates(SqliteDatabase database) : ICertificates
{
    private static readonly string ofProvider =
        $"SELECT version, body FROM certificates WHERE {Json("provider")} = ?1 ORDER BY {Json("number")}, id";

    private readonly SqliteDocuments<Certificate> documents = new(database);
    private readonly SqliteDocuments<CertificateRoll> rolls = new(database);

    internal static IReadOnlyList<string> Questions { get; } = [.. SqliteDocuments<Certificate>.Questions, ofProvider];

    public Task<Document<Certificate>?> Find(CertificateId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<Certificate>>> Find(IReadOnlyCollection<CertificateId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value));

    public Task<IReadOnlyList<Document<Certificate>>> OfProvider(ProviderId provider, CancellationToken cancel = default) =>
        documents.All(ofProvider, provider.Value);

    public async Task<long> Roll(ProviderId provider, CancellationToken cancel = default) => (await rolls.Find(provider.Value))?.Version ?? 0;

    public Task<Document<Certificate>?> AsOf(CertificateId id, DateTimeOffset before, CancellationToken cancel = default) =>
        documents.AsOf(id.Value, before);
}
