using Marketplace.Adapters.Files;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Adapters.Tests.Mongo;
using Marketplace.Files;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Marketplace.Adapters.Tests.Files;

public sealed class MemoryFilesTests : FilesContract
{
    protected override IFiles Files { get; } = new MemoryFiles();

    protected override void Close() { }
}

/// <summary>On disk, beside SQLite.</summary>
public sealed class SqliteFilesTests : FilesContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("files-").FullName;

    public SqliteFilesTests() => Files = new DiskFiles(folder);

    protected override IFiles Files { get; }

    protected override void Close() => Directory.Delete(folder, recursive: true);

    protected override Task AssertNothingWaits()
    {
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "quarantine")));
        return Task.CompletedTask;
    }
}

public sealed class MongoFilesTests : FilesContract
{
    private readonly MongoRecords records = new();

    public MongoFilesTests() => Files = new GridFsFiles(records.Market, TimeProvider.System);

    protected override IFiles Files { get; }

    protected override void Close() => records.Dispose();

    protected override async Task AssertNothingWaits()
    {
        var released = await records.Market.Collection("fs.files").Find(new BsonDocument("metadata.released", true)).ToListAsync();
        Assert.Equal(released.Count, await records.Market.Collection("fs.files").CountDocumentsAsync(new BsonDocument()));
        var pieces = await (await records.Market.Collection("fs.chunks").DistinctAsync<ObjectId>("files_id", new BsonDocument())).ToListAsync();
        Assert.Equal(released.Select(it => it["_id"].AsObjectId).Order(), pieces.Order());
    }
}

/// <summary>What one engine promises beside the contract.</summary>
public sealed class FilesAfterACrashTests
{
    private static readonly FileOwner owner = FileOwner.Of(Vocabulary.CertificateId.New(Given.Noon));

    [Fact]
    public async Task Whoever_opens_the_folder_next_throws_a_left_quarantine_away()
    {
        var folder = Directory.CreateTempSubdirectory("files-").FullName;
        await new DiskFiles(folder).Quarantine(owner, new MemoryStream([1, 2, 3])); // and the process is killed
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "quarantine")));

        DiskFiles.Claim(folder);

        Assert.False(Directory.Exists(Path.Combine(folder, "quarantine")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_site_throws_away_what_was_left_in_gridfs_a_day_ago_and_no_newer_upload_of_another()
    {
        using var records = new MongoRecords();
        var files = records.Market.Collection("fs.files");
        var now = TimeProvider.System.GetUtcNow();
        await new GridFsFiles(records.Market, TimeProvider.System).Quarantine(owner, new MemoryStream([1, 2, 3]));

        await (await new GridFsFiles(records.Market, new At(now.AddHours(23))).Quarantine(owner, new MemoryStream([4]))).DisposeAsync();
        Assert.Equal(1, await files.CountDocumentsAsync(new BsonDocument()));
        await (await new GridFsFiles(records.Market, new At(now.AddHours(25))).Quarantine(owner, new MemoryStream([4]))).DisposeAsync();
        Assert.Equal(0, await files.CountDocumentsAsync(new BsonDocument()));
    }

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
