using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>An index, declared beside the question it serves.</summary>
internal sealed record MongoIndex(string Collection, string Name, string Keys, bool Unique = false, string? OnlyWhere = null);

/// <summary>
/// The collections: one of current documents and one of earlier versions for every record there is, and those of the store itself.
/// All can be made ready again at every start, by several sites at once; the server builds an index while others read and write.
/// </summary>
internal static class MongoSchema
{
    public const string Log = "log";
    public const string Cursors = "cursors";
    public const string JobRequests = "job_requests";
    public const string Keys = "keys";
    public const string Imports = "imports";

    private const string Kept = """
        { bsonType: "object", required: ["_id", "version", "savedAt", "body"], additionalProperties: false, properties: {
            _id: { bsonType: "string" }, version: { bsonType: "long", minimum: 1 }, savedAt: { bsonType: "date" }, body: { bsonType: "object" } } }
        """;

    private const string KeptBefore = """
        { bsonType: "object", required: ["_id", "id", "version", "savedAt", "body"], additionalProperties: false, properties: {
            _id: { bsonType: "string" }, id: { bsonType: "string" }, version: { bsonType: "long", minimum: 1 },
            savedAt: { bsonType: "date" }, body: { bsonType: "object" } } }
        """;

    private static readonly Dictionary<string, string> ownShapes = new(StringComparer.Ordinal)
    {
        [Log] = """
            { bsonType: "object", required: ["_id", "at", "order", "events"], additionalProperties: false, properties: {
                _id: { bsonType: "string" }, at: { bsonType: "date" }, order: { bsonType: "timestamp" }, trace: { bsonType: "string" },
                events: { bsonType: "array", items: { bsonType: "object", required: ["kind", "subject", "body"] } },
                command: { bsonType: "object", required: ["key", "fingerprint", "answer"] },
                pending: { bsonType: "bool" }, first: { bsonType: "long", minimum: 1 }, last: { bsonType: "long", minimum: 1 } } }
            """,
        [Cursors] = """
            { bsonType: "object", required: ["_id", "position"], properties: {
                _id: { bsonType: "string" }, position: { bsonType: "long", minimum: 0 }, holder: { bsonType: "string" },
                fence: { bsonType: "long" }, beat: { bsonType: "long" } } }
            """,
        [JobRequests] = """
            { bsonType: "object", required: ["_id", "place", "job", "status", "progress"], properties: {
                _id: { bsonType: "long", minimum: 1 }, place: { bsonType: "string" }, job: { bsonType: "string" }, progress: { bsonType: "string" },
                status: { enum: ["asked", "running", "done", "failed"] } } }
            """,
        [Imports] = """
            { bsonType: "object", required: ["_id", "export", "part", "records", "finished"], additionalProperties: false, properties: {
                _id: { bsonType: "string" }, export: { bsonType: "string" }, part: { bsonType: "string" },
                records: { bsonType: "long", minimum: 0 }, finished: { bsonType: "bool" } } }
            """,
        [Keys] = """{ bsonType: "object", required: ["_id", "xml"], properties: { _id: { bsonType: "string" }, xml: { bsonType: "string" } } }""",
    };

    /// <summary>Written once: several sites of one process, as in tests, make theirs ready at once.</summary>
    private static readonly IReadOnlyList<(string Collection, string Shape)> shapes =
    [
        .. ownShapes.Select(own => (own.Key, own.Value)), .. Collections.All.SelectMany(collection => ((string, string)[])[(collection, Kept), (History(collection), KeptBefore)]),
    ];

    public static string History(string collection) => $"{collection}_history";

    private static IEnumerable<MongoIndex> Indexes =>
    [
        .. Collections.All.Select(collection => new MongoIndex(History(collection), "before", "{ id: 1, savedAt: -1, version: -1 }")),
        .. MongoListings.Indexes, .. MongoProviders.Indexes, .. MongoCertificates.Indexes, .. MongoInvitations.Indexes, .. MongoApiClients.Indexes, .. MongoNotices.Indexes, .. MongoPersonRecords.Indexes, .. MongoRecord.Indexes, .. GridFsFiles.Indexes, .. MongoReports.Indexes, .. MongoLedger.Indexes, .. MongoPayments.Indexes, .. MongoTransfers.Indexes, .. MongoOrganisations.Indexes, .. MongoEventLog.Indexes, .. MongoJobRequests.Indexes, .. MongoOrders.Indexes, .. MongoDisputes.Indexes, .. MongoMoneyActs.Indexes,
    ];

    public static async Task Prepare(IMongoDatabase database, CancellationToken cancel)
    {
        var stands = (await (await database.ListCollectionNamesAsync(cancellationToken: cancel)).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        foreach (var (collection, shape) in shapes)
        {
            var validator = new BsonDocument("$jsonSchema", BsonDocument.Parse(shape));
            if (!stands.Contains(collection) && await Created(database, collection, validator, cancel)) continue;
            await database.RunCommandAsync<BsonDocument>(new BsonDocument { { "collMod", collection }, { "validator", validator } }, cancellationToken: cancel);
        }
        foreach (var ofOne in Indexes.GroupBy(index => index.Collection))
            await database.GetCollection<BsonDocument>(ofOne.Key).Indexes.CreateManyAsync(ofOne.Select(Model), cancel);
    }

    private static async Task<bool> Created(IMongoDatabase database, string collection, BsonDocument validator, CancellationToken cancel)
    {
        try
        {
            await database.RunCommandAsync<BsonDocument>(new BsonDocument { { "create", collection }, { "validator", validator } }, cancellationToken: cancel);
            return true;
        }
        catch (MongoCommandException another) when (another.CodeName == "NamespaceExists" || another.Code == 48)
        {
            return false; // another site was quicker
        }
    }

    private static CreateIndexModel<BsonDocument> Model(MongoIndex index) => new(BsonDocument.Parse(index.Keys), new CreateIndexOptions<BsonDocument>
    {
        Name = index.Name,
        Unique = index.Unique ? true : null,
        PartialFilterExpression = index.OnlyWhere is null ? null : BsonDocument.Parse(index.OnlyWhere),
    });
}
