using System.Text.Json;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Data.Sqlite;
using static Marketplace.Adapters.Sqlite.SqliteSchema;

namespace Marketplace.Adapters.Sqlite;

/// <summary>Listings in SQLite.</summary>
public sealed class SqliteListings(SqliteDatabase database) : IListings
{
    private const string RestingOnCertificate = "SELECT listing FROM listing_certificates WHERE certificate = ?1 ORDER BY listing";

    private const string Dates =
        "json_extract(body, '$.savedAt'), json_extract(body, '$.status'), json_extract(body, '$.publishedAt'), json_extract(body, '$.withdrawnAt')";

    private static readonly string ofProvider =
        $"SELECT version, body FROM listings WHERE {Json("provider")} = ?1 ORDER BY saved_at DESC, id DESC";

    private static readonly string versions =
        $"""
        SELECT version, {Dates} FROM listings WHERE id = ?1
        UNION ALL SELECT version, {Dates} FROM listings_history WHERE id = ?1
        ORDER BY version
        """;

    private static readonly string publishedPage =
        $"SELECT version, body FROM listings WHERE {Json("status")} = 'published' AND id > ?1 ORDER BY id LIMIT ?2";

    private static readonly string countPublished = $"SELECT count(*) FROM listings WHERE {Json("status")} = 'published'";

    private readonly SqliteDocuments<Listing> documents = new(database);

    internal static IReadOnlyList<string> Questions { get; } =
        [.. SqliteDocuments<Listing>.Questions, ofProvider, RestingOnCertificate, versions, publishedPage, countPublished];

    public Task<Document<Listing>?> Find(ListingId id, CancellationToken cancel = default) => documents.Find(id.Value);

    public Task<IReadOnlyList<Document<Listing>>> Find(IReadOnlyCollection<ListingId> ids, CancellationToken cancel = default) =>
        documents.Find(ids.Select(id => id.Value));

    public async Task<IReadOnlyList<Document<Listing>>> OfProvider(ProviderId provider, TenantScope scope, CancellationToken cancel = default) =>
        (await documents.All(ofProvider, provider.Value)).Within(scope, provider);

    public Task<IReadOnlyList<ListingId>> RestingOn(CertificateId certificate, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ListingId>>(database.Read(reader =>
            reader.Rows(RestingOnCertificate, row => ListingId.From(row.GetString(0)), certificate.Value)));

    public Task<Document<Listing>?> Version(ListingId id, long version, CancellationToken cancel = default) =>
        documents.Version(id.Value, version);

    public Task<Document<Listing>?> AsOf(ListingId id, DateTimeOffset before, CancellationToken cancel = default) =>
        documents.AsOf(id.Value, before);

    public Task<IReadOnlyList<ListingVersion>> Versions(ListingId id, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<ListingVersion>>(database.Read(reader => reader.Rows(versions,
            row => new ListingVersion(row.GetInt64(0), row.GetDateTimeOffset(1), Status(row.GetString(2)), Instant(row, 3), Instant(row, 4)), id.Value)));

    public Task<IReadOnlyList<Document<Listing>>> PublishedPage(ListingId? after, int most, CancellationToken cancel = default) =>
        documents.All(publishedPage, after?.Value ?? "", most);

    public Task<long> CountPublished(CancellationToken cancel = default) => documents.Count(countPublished);

    private static DateTimeOffset? Instant(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDateTimeOffset(column);

    private static ListingStatus Status(string name) => JsonSerializer.Deserialize<ListingStatus>($"\"{name}\"", MarketJson.Options);
}
