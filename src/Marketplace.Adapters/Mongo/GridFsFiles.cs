using System.Runtime.CompilerServices;
using Marketplace.Files;
using MongoDB.Bson;
using MongoDB.Driver;
using MongoDB.Driver.GridFS;

namespace Marketplace.Adapters.Mongo;

/// <summary>
/// Files in MongoDB's GridFS, which cuts them into pieces. A file in quarantine is one whose metadata does not say that it was released; of two
/// that are released with one owner and hash, the index lets the first be.
/// </summary>
internal sealed class GridFsFiles(MongoMarket market, TimeProvider time) : IFiles
{
    public const string Files = "fs.files";
    private const int DuplicateKey = 11000;

    /// <summary>Longer than any upload takes: what is in quarantine then belongs to a site that fell over.</summary>
    private static readonly TimeSpan forgottenAfter = TimeSpan.FromDays(1);

    private readonly GridFSBucket bucket = new(market.Database);
    private int swept;

    internal static IReadOnlyList<MongoIndex> Indexes { get; } =
    [
        new(Files, "released", "{ 'metadata.owner': 1, 'metadata.hash': 1 }", Unique: true, OnlyWhere: "{ 'metadata.released': true }"),
        new(Files, "in_quarantine", "{ uploadDate: 1 }", OnlyWhere: "{ 'metadata.released': false }"),
    ];

    public async Task<IQuarantinedFile> Quarantine(FileOwner owner, Stream content, CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        if (Interlocked.Exchange(ref swept, 1) == 0) await Sweep(cancel).Answer();
        var options = new GridFSUploadOptions { Metadata = new BsonDocument { { "owner", owner.Value }, { "released", false } } };
        await using var upload = await bucket.OpenUploadStreamAsync("quarantine", options, cancel).Answer();
        try
        {
            var buffer = new byte[64 * 1024];
            while (await content.ReadAsync(buffer, cancel) is > 0 and var read) await upload.WriteAsync(buffer.AsMemory(0, read), cancel);
            await upload.CloseAsync(cancel);
        }
        catch
        {
            await upload.AbortAsync(CancellationToken.None);
            throw;
        }
        return new Quarantined(this, owner, upload.Id);
    }

    public async Task<Stream?> Open(FileOwner owner, string hash, CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        if (await Find(owner, hash, cancel) is not { } id) return null;
        try
        {
            return await bucket.OpenDownloadStreamAsync(id, new GridFSDownloadOptions { Seekable = true }, cancel).Answer();
        }
        catch (GridFSFileNotFoundException)
        {
            return null; // removed since
        }
    }

    public async Task Remove(FileOwner owner, string hash, CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        if (await Find(owner, hash, cancel) is { } id) await Delete(id, cancel);
    }

    public async IAsyncEnumerable<KeptFile> All([EnumeratorCancellation] CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        using var cursor = await market.Collection(Files).Find(new BsonDocument("metadata.released", true)).ToCursorAsync(cancel).Answer();
        while (await cursor.MoveNextAsync(cancel).Answer())
            foreach (var file in cursor.Current)
                if (FileOwner.Read(file["metadata"]["owner"].AsString) is { } owner) yield return new KeptFile(owner, file["metadata"]["hash"].AsString);
    }

    private async Task<ObjectId?> Find(FileOwner owner, string hash, CancellationToken cancel)
    {
        var released = new BsonDocument { { "metadata.owner", owner.Value }, { "metadata.hash", hash }, { "metadata.released", true } };
        return (await market.Collection(Files).Find(released).FirstOrDefaultAsync(cancel).Answer())?["_id"].AsObjectId;
    }

    private async Task Sweep(CancellationToken cancel)
    {
        var forgotten = new BsonDocument { { "metadata.released", false }, { "uploadDate", new BsonDocument("$lt", (time.GetUtcNow() - forgottenAfter).UtcDateTime) } };
        foreach (var file in await market.Collection(Files).Find(forgotten).ToListAsync(cancel)) await Delete(file["_id"].AsObjectId, cancel);
    }

    private async Task Delete(ObjectId id, CancellationToken cancel)
    {
        try
        {
            await bucket.DeleteAsync(id, cancel).Answer();
        }
        catch (GridFSFileNotFoundException)
        {
            // Somebody else removed it.
        }
    }

    private async Task<bool> Release(ObjectId id, string hash, CancellationToken cancel)
    {
        try
        {
            var release = new BsonDocument("$set", new BsonDocument { { "metadata.released", true }, { "metadata.hash", hash }, { "filename", hash } });
            await market.Collection(Files).UpdateOneAsync(new BsonDocument("_id", id), release, cancellationToken: cancel).Answer();
            return true;
        }
        catch (MongoWriteException twin) when (twin.WriteError?.Code == DuplicateKey)
        {
            return false;
        }
    }

    private sealed class Quarantined(GridFsFiles files, FileOwner owner, ObjectId id) : IQuarantinedFile
    {
        private bool released;

        public async Task<Stream> Open(CancellationToken cancel = default) => await files.bucket.OpenDownloadStreamAsync(id, cancellationToken: cancel).Answer();

        public async Task Release(string hash, CancellationToken cancel = default)
        {
            if (!FileHash.IsOne(hash)) throw new ArgumentException("Not a SHA-256 in lower-case hexadecimal.", nameof(hash));
            // Where the owner has this very file already, this one is thrown away with the quarantine.
            released = await files.Find(owner, hash, cancel) is null && await files.Release(id, hash, cancel);
        }

        public async ValueTask DisposeAsync()
        {
            if (!released) await files.Delete(id, CancellationToken.None);
        }
    }
}
