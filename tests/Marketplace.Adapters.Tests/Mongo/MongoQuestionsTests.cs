using System.Collections.Concurrent;
using Marketplace.Accreditation;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Record;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.Core.Events;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

/// <summary>
/// Asks every question of every room over a thousand documents in each collection, listens to what the driver sends, and has the server
/// explain each command: it must go by an index and look at no more than twice what it gives back.
/// </summary>
public sealed partial class MongoQuestionsTests : IDisposable
{
    private const int Documents = 1000;
    private static readonly HashSet<string> ofTheDriver = ["lsid", "$db", "$clusterTime", "$readPreference", "txnNumber", "autocommit", "startTransaction", "readConcern"];

    private readonly ConcurrentQueue<BsonDocument> sent = new();
    private readonly MongoRecords records;
    private volatile bool listening;

    public MongoQuestionsTests() => records = new MongoRecords(configure: settings => settings.ClusterConfigurator = cluster =>
        cluster.Subscribe<CommandStartedEvent>(command =>
        {
            if (listening && command.CommandName is "find" or "aggregate" or "count") sent.Enqueue(command.Command.DeepClone().AsBsonDocument);
        }));

    public void Dispose() => records.Dispose();

    [Fact]
    public async Task Every_question_goes_by_an_index_and_examines_at_most_twice_what_it_returns()
    {
        var given = await Fill();
        await records.Log.Head();
        listening = true;
        await AskEverything(given);
        listening = false;

        var commands = sent.Where(command => command[0].AsString is not "cursors" || command["filter"]["_id"] != "log").ToList();
        Assert.True(commands.Count >= 25, $"only {commands.Count} commands were heard");
        var asked = commands.Select(command => command[0].AsString).ToHashSet();
        Assert.Empty(new[] { "listings", "listings_history", "providers", "certificates", "certificates_history", "memberships", "organisations", "invitations", "record", "record_head", "log", "job_requests", "keys", "cursors", "payments", "provider_calls", "payment_hints", "simulated_payments", "ledger_entries", "ledger_balances" }.Except(asked));
        var tooMuch = new List<string>();
        foreach (var command in commands)
            if (await TooMuch(command) is { } complaint) tooMuch.Add(complaint);
        Assert.Empty(tooMuch);
    }

    [Fact]
    public async Task The_test_would_notice_a_question_without_an_index()
    {
        await records.Store.Commit(Given.Save(Given.Listing(), 0));
        Assert.Contains("reads the whole collection", await TooMuch(BsonDocument.Parse("{ find: 'listings', filter: { 'body.createdAt': null } }")));
    }

    private async Task AskEverything((Listing Listing, Provider Provider, Certificate Certificate) given)
    {
        var (listing, provider, certificate) = given;
        await records.Listings.Find(listing.Id);
        await records.Listings.Find([listing.Id]);
        await records.Listings.OfProvider(provider.Id, Acting.Operator.Scope);
        await records.Listings.RestingOn(certificate.Id);
        await records.Listings.Version(listing.Id, 1);
        await records.Listings.AsOf(listing.Id, Given.Noon.AddHours(1));
        await records.Listings.AsOf(listing.Id, Given.Noon.AddDays(9));
        await records.Listings.Versions(listing.Id);
        await records.Listings.PublishedPage(null, 100);
        await records.Listings.PublishedPage(listing.Id, 100);
        Assert.Equal(Documents, await records.Listings.CountPublished());
        await AskAboutMoney();
        await records.Providers.Find(provider.Id);
        await records.Providers.Find([provider.Id]);
        await records.Providers.Registered("CN", "no. 500");
        await records.Providers.Page(null, 100);
        Assert.Equal(Documents, await records.Providers.Count());
        await records.Certificates.Find(certificate.Id);
        await records.Certificates.Find([certificate.Id]);
        await records.Certificates.OfProvider(provider.Id);
        await records.Certificates.AsOf(certificate.Id, Given.Noon.AddHours(1));
        Assert.Single(await records.Memberships.Of("person 500"));
        var organisation = OrganisationId.From("org_" + provider.Id.Value[4..]);
        await records.Organisations.Find(organisation, Acting.Operator.Scope);
        await records.Organisations.Find([organisation]);
        Assert.Single(await records.Invitations.Standing(organisation, Acting.Operator.Scope));
        await records.Invitations.Find(InvitationId.From("inv_" + provider.Id.Value[4..]));
        await records.Record.Head();
        await records.Record.After(10, 10);
        foreach (var filter in new RecordFilter[] { new(), new(Kind: "k5"), new(Subject: "s5"), new(By: "b5"), new(Day: new DateOnly(2026, 1, 6)) }) Assert.Equal(10, (await records.Record.Page(filter, null, 10)).Count);
        await records.Store.Command("command 500");
        await records.Log.Head();
        await records.Log.After(0, 100);
        await records.Log.After(Documents, 100);
        await records.Log.Cursor("cursor 500");
        await records.Jobs.Find(500);
        await records.Jobs.Unfinished();
        await records.Jobs.Ask("reindex");
        Assert.Equal(Documents, new MongoKeyRing(records.Market).GetAllElements().Count);
    }

    /// <summary>The driver repeats a read that was cut off, but no other command.</summary>
    private async Task<BsonDocument> Explained(BsonDocument command)
    {
        var explain = new BsonDocument { { "explain", command }, { "verbosity", "executionStats" } };
        try
        {
            return await records.Market.Database.RunCommandAsync<BsonDocument>(explain);
        }
        catch (MongoConnectionException)
        {
            return await records.Market.Database.RunCommandAsync<BsonDocument>(explain);
        }
    }

    private async Task<string?> TooMuch(BsonDocument command)
    {
        var asked = new BsonDocument(command.Elements.Where(element => !ofTheDriver.Contains(element.Name)));
        var plan = await Explained(asked);

        var statistics = Statistics(plan);
        var (returned, keys, documents) = (Returned(statistics), statistics["totalKeysExamined"].ToInt64(), statistics["totalDocsExamined"].ToInt64());
        if (plan.ToJson().Contains("COLLSCAN", StringComparison.Ordinal)) return $"{asked} reads the whole collection";
        return Math.Max(keys, documents) <= Math.Max(1, 2 * returned) ? null : $"{asked} looks at {keys} keys and {documents} documents for {returned}";
    }

    private static BsonDocument Statistics(BsonDocument plan) =>
        plan.Contains("executionStats") ? plan["executionStats"].AsBsonDocument : plan["stages"][0]["$cursor"]["executionStats"].AsBsonDocument;

    /// <summary>A count gives back one number and stands for all that it counted.</summary>
    private static long Returned(BsonDocument statistics) =>
        statistics["executionStages"].AsBsonDocument.TryGetValue("nCounted", out var counted) ? counted.ToInt64() : statistics["nReturned"].ToInt64();

    private async Task<(Listing, Provider, Certificate)> Fill()
    {
        var given = Enumerable.Range(0, Documents).Select(i =>
        {
            var provider = Given.Provider($"no. {i}");
            var certificate = Given.Certificate(provider.Id, $"L{i}");
            return (Listing: Given.Listing(provider.Id) with { Draft = Given.Content("title", certificate.Id) }, Provider: provider, Certificate: certificate);
        }).ToList();

        foreach (var version in new[] { 0, 1 })
            foreach (var some in given.Select((it, i) => (it, i)).Chunk(50))
                await Given.AtOnce(some.Length, i => Save(some[i].it, version, version == 0 ? new Command($"command {some[i].i}", "print", "answer") : null));

        Assert.True((await records.Store.Commit(new Changes(
            [.. given.Select((it, i) => Membership.Of($"person {i}", OrganisationId.From("org_" + it.Provider.Id.Value[4..]), Given.Noon)), .. given.Select(it => Invited(it.Provider.Id.Value[4..])), .. given.Select((_, i) => Recorded(i)), StoredAs<RecordHead>.Write(RecordHead.Id, RecordHead.Empty, 0)],
            [], Given.Noon))).Succeeded);
        await records.Market.Cursors.InsertManyAsync(Enumerable.Range(0, Documents).Select(i =>
            new BsonDocument { { "_id", $"cursor {i}" }, { "position", 1L }, { "fence", 1L }, { "beat", 1L } }));
        await records.Market.Collection(MongoSchema.JobRequests).InsertManyAsync(Enumerable.Range(1, Documents).Select(i =>
            new BsonDocument { { "_id", (long)i }, { "place", "here" }, { "job", "reindex" }, { "status", i % 2 == 0 ? "done" : "asked" }, { "progress", "" } }));
        await records.Market.Collection(MongoSchema.Keys).InsertManyAsync(Enumerable.Range(0, Documents).Select(i =>
            new BsonDocument { { "_id", $"key {i}" }, { "xml", "<key />" } }));
        await FillMoney();
        return given[Documents / 2];
    }

    private static Write Recorded(int i) => StoredAs<RecordEntry>.Write(RecordEntry.Id(i), new RecordEntry(
        i, i, Given.Noon, new DateOnly(2026, 1, 1).AddDays(i % 20), $"k{i % 20}", $"s{i % 20}", $"b{i % 20}", null, "{}", "", ""), 0);

    private static Write Invited(string ulid) => StoredAs<Invitation>.Write("inv_" + ulid, new Invitation
    {
        Id = InvitationId.From("inv_" + ulid), Organisation = OrganisationId.From("org_" + ulid), Email = "a@example.com", Roles = [Role.Buyer], By = "ann", At = Given.Noon,
    }, 0);

    private async Task<bool> Save((Listing Listing, Provider Provider, Certificate Certificate) it, long readAt, Command? command)
    {
        var at = Given.Noon.AddDays(readAt);
        var listing = readAt == 0 ? it.Listing : it.Listing.Published(at);
        var saved = await records.Store.Commit(new Changes(
            [
                StoredAs<Listing>.Write(it.Listing.Id.Value, listing, readAt), StoredAs<Provider>.Write(it.Provider.Id.Value, it.Provider, readAt),
                StoredAs<Certificate>.Write(it.Certificate.Id.Value, it.Certificate, readAt),
            ],
            [new ListingDrafted(it.Listing.Id, it.Provider.Id)], at, command));
        Assert.True(saved.Succeeded);
        return true;
    }
}
