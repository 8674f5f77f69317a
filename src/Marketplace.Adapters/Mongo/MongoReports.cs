using System.Text.Json;
using Marketplace.Reports;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Reports in MongoDB.</summary>
public sealed class MongoReports(MongoMarket market) : IReports
{
    private readonly MongoDocuments<Report> documents = new(market);

    internal static IReadOnlyList<MongoIndex> Indexes { get; } = [new(StoredAs<Report>.Collection, "queue", "{ 'body.place': 1 }")];

    public Task<Document<Report>?> Find(ReportId id, CancellationToken cancel = default) => documents.Find(id.Value, cancel);

    public Task<IReadOnlyList<Document<Report>>> Queue(ReportFilter filter, string? after, int most, CancellationToken cancel = default)
    {
        var fits = new BsonDocument("body.place", new BsonDocument("$gt", after ?? ""));
        if (filter.State is { } state) fits.Add("body.state", JsonNamingPolicy.CamelCase.ConvertName(state.ToString()));
        if (filter.Reason is { } reason) fits.Add("body.reason", JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()));
        if (filter.AssignedTo is { } person) fits.Add("body.assignedTo", person);
        if (filter.About is { } about) fits.Add("body.about", about);
        return MongoDocuments<Report>.All(documents.Current.Find(fits).Sort(new BsonDocument("body.place", 1)).Limit(most), cancel);
    }
}
