using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Marketplace.Vocabulary;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Jobs asked for through the database, which many sites share: each finds those for its own place.</summary>
public sealed class MongoJobRequests(MongoMarket market, string place) : IJobRequests
{
    private static readonly BsonDocument unfinished = BsonDocument.Parse("{ $in: ['asked', 'running'] }");

    private readonly IMongoCollection<BsonDocument> requests = market.Collection(MongoSchema.JobRequests);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(MongoSchema.JobRequests, "at_place", "{ place: 1, status: 1, _id: 1 }"),
        new(MongoSchema.JobRequests, "latest", "{ place: 1, _id: -1 }"),
    ];

    public async Task<JobRequest> Ask(string job, CancellationToken cancel = default)
    {
        while (true)
        {
            var newest = await requests.Find(new BsonDocument()).Sort(new BsonDocument("_id", -1)).Limit(1).FirstOrDefaultAsync(cancel);
            var asked = new JobRequest((newest?["_id"].ToInt64() ?? 0) + 1, job, JobStatus.Asked, "");
            try
            {
                await requests.InsertOneAsync(Document(asked, place), cancellationToken: cancel);
                return asked;
            }
            catch (MongoWriteException taken) when (taken.WriteError.Category == ServerErrorCategory.DuplicateKey)
            {
                // Somebody else asked in the same moment: the next number, then.
            }
        }
    }

    public async Task<JobRequest?> Find(long id, CancellationToken cancel = default) =>
        await requests.Find(new BsonDocument("_id", id)).FirstOrDefaultAsync(cancel) is { } found ? Read(found) : null;

    public async Task<JobRequest?> Unfinished(CancellationToken cancel = default) =>
        await requests.Find(new BsonDocument { { "place", place }, { "status", unfinished } }).Sort(new BsonDocument("_id", 1)).Limit(1).FirstOrDefaultAsync(cancel) is { } found ? Read(found) : null;

    public async Task<IReadOnlyList<JobRequest>> Latest(int most, CancellationToken cancel = default) =>
        [.. (await requests.Find(new BsonDocument("place", place)).Sort(new BsonDocument { { "place", 1 }, { "_id", -1 } }).Limit(most).ToListAsync(cancel)).Select(Read)];

    public Task Report(long id, JobStatus status, string progress, CancellationToken cancel = default) =>
        requests.UpdateOneAsync(new BsonDocument("_id", id),
            new BsonDocument("$set", new BsonDocument { { "status", Word(status) }, { "progress", progress } }), cancellationToken: cancel);

    internal static BsonDocument Document(JobRequest request, string place) => new()
    {
        { "_id", request.Id }, { "place", place }, { "job", request.Job }, { "status", Word(request.Status) }, { "progress", request.Progress },
    };

    internal static ArchivedJob Archived(BsonDocument found)
    {
        var request = Read(found);
        return new ArchivedJob(request.Id, request.Job, request.Status, request.Progress);
    }

    private static JobRequest Read(BsonDocument found) =>
        new(found["_id"].ToInt64(), found["job"].AsString, Enum.Parse<JobStatus>(found["status"].AsString, ignoreCase: true), found["progress"].AsString);

    private static string Word(JobStatus status) => JsonNamingPolicy.CamelCase.ConvertName(status.ToString());
}
