using Lucene.Net.Store;
using Marketplace.Adapters.Tests.Contracts;
using Xunit;
using TextFiles = Lucene.Net.Store.Directory;

namespace Marketplace.Adapters.Tests.Lucene;

/// <summary>A full disk, stood for by a directory that refuses new files.</summary>
public sealed class LuceneFullDiskTests : IDisposable
{
    private static bool full;
    private readonly LuceneIndex lucene = new(path => new FullDisk(new SimpleFSDirectory(path)));

    public LuceneFullDiskTests() => full = false;

    public void Dispose() => lucene.Dispose();

    [Fact]
    public async Task A_write_on_a_full_disk_falls_back_to_what_was_flushed_and_is_over_when_there_is_room_again()
    {
        await lucene.Open.Put([Listing(1), Listing(2)]);
        await lucene.Open.Flush(2);
        full = true;

        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await lucene.Open.Put([Listing(2, position: 3), Listing(3, position: 3)]);
            await lucene.Open.Search(Indexed.All);
            await lucene.Open.Flush(3);
        });

        Assert.Equal((2L, 2L), (await lucene.Open.Position(), await lucene.Open.Count()));
        Assert.Equal("1 2", (await lucene.Open.Search(Indexed.All.Saying("振动"))).Numbers());
        Assert.Equal("2 1", (await lucene.Open.Search(Indexed.All)).Numbers());

        full = false;
        await lucene.Open.Put([Listing(2, position: 3), Listing(3, position: 3)]);
        Assert.Equal("1 2 3", (await lucene.Open.Search(Indexed.All.Saying("振动"))).Numbers());
        await lucene.Open.Flush(3);
        lucene.Close();
        Assert.Equal((3L, 3L), (await lucene.Open.Position(), await lucene.Open.Count()));
    }

    private static Discovery.SearchDocument Listing(int number, long position = 1) => Indexed.Listing(number, position).Titled("振动", null);

    private sealed class FullDisk(TextFiles disk) : FilterDirectory(disk)
    {
        public override IndexOutput CreateOutput(string name, IOContext context) =>
            full ? throw new IOException("No space left on device") : base.CreateOutput(name, context);
    }
}
