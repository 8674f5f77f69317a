using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Sqlite;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Adapters.Tests.Mongo;
using Marketplace.Adapters.Tests.Sqlite;
using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Marketplace.Adapters.Tests.Moving;

/// <summary>A store to move from or into, with its ring of keys.</summary>
internal sealed class ArchivePlace : IDisposable
{
    private readonly string? folder;

    public ArchivePlace(string engine)
    {
        if (engine == "mongodb")
        {
            var mongo = new MongoRecords();
            (Records, Archive) = (mongo, new MongoArchive(mongo.Market, mongo.EventLog, "here", TimeProvider.System));
            Ring = new MongoKeyRing(mongo.Market);
            Mongo = mongo;
        }
        else
        {
            var sqlite = new SqliteRecords();
            (Records, Archive) = (sqlite, new SqliteArchive(sqlite.Database));
            folder = Directory.CreateTempSubdirectory("keys-").FullName;
            Ring = new FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance);
        }
    }

    public Records Records { get; }

    public MongoRecords? Mongo { get; }

    public IArchive Archive { get; }

    public IXmlRepository Ring { get; }

    public IJobRequests Jobs => Records.Jobs;

    public Task<ArchiveManifest> Export(string into, IProgress<string>? progress = null) =>
        new ExportMarket(Archive, Keys, TimeProvider.System).Run(into, progress ?? new Said());

    public Task Import(string from, IArchive? archive = null, IProgress<string>? progress = null) =>
        new ImportMarket(archive ?? Archive, Keys, TimeProvider.System).Run(from, progress ?? new Said());

    public void Dispose()
    {
        Records.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    private ArchivedKeys Keys => new(Options.Create(new KeyManagementOptions { XmlRepository = Ring }));
}

/// <summary>What a command said.</summary>
internal sealed class Said : IProgress<string>
{
    public List<string> Lines { get; } = [];

    public void Report(string value) => Lines.Add(value);
}

/// <summary>A store whose power goes after so many batches.</summary>
internal sealed class CutOff(IArchive archive, int batches) : IArchive
{
    private int written;

    public string Place => archive.Place;

    public Task<IArchiveSnapshot> Snapshot(CancellationToken cancel = default) => archive.Snapshot(cancel);

    public Task<bool> IsEmpty(CancellationToken cancel = default) => archive.IsEmpty(cancel);

    public Task<ImportMark?> Mark(CancellationToken cancel = default) => archive.Mark(cancel);

    public Task Write(IReadOnlyList<ArchiveRecord> records, ImportMark mark, CancellationToken cancel = default) =>
        ++written > batches ? throw new IOException("cut off") : archive.Write(records, mark, cancel);
}
