using Marketplace.Adapters.Sqlite;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Sqlite;

/// <summary>A full disk, stood for by a limit on the size of the file, which SQLite reports alike.</summary>
public sealed class SqliteFullDiskTests : IDisposable
{
    private readonly SqliteRecords records = new();

    public void Dispose() => records.Dispose();

    [Fact]
    public async Task A_full_disk_fails_the_commit_whole_leaves_reading_alone_and_is_over_when_there_is_room_again()
    {
        var kept = Given.Listing();
        await records.Store.Commit(Given.Save(kept, 0));
        var pages = await Pragma("PRAGMA page_count");
        await Pragma($"PRAGMA max_page_count = {pages + 4}");

        var large = Given.Listing(title: new string('长', 40_000));
        var failure = await Assert.ThrowsAsync<StoreUnwritableException>(() => records.Store.Commit(Given.Save(large, 0)));

        Assert.True(failure.Full);
        Assert.Null(await records.Listings.Find(large.Id));
        Assert.NotNull(await records.Listings.Find(kept.Id));
        Assert.Equal(1, await records.Log.Head());

        await Pragma("PRAGMA max_page_count = 1000000");
        Assert.True((await records.Store.Commit(Given.Save(large, 0))).Succeeded);
        Assert.Equal(2, await records.Log.Head());
        Assert.NotNull(await records.Listings.Find(large.Id));
    }

    private Task<long> Pragma(string sql) =>
        records.Database.Writer.Run(statements => new Applied<long>(statements.Number(sql), Keep: true), CancellationToken.None);
}
