using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage.Moving;

/// <summary>
/// Carries an export into an empty store, in batches of which each also says how far it came, so that an import that was killed goes on
/// where it stopped. At the end everything is read back: it must give the very lines of the export.
/// </summary>
public sealed class ImportMarket(IArchive archive, ArchivedKeys keys, TimeProvider time)
{
    private const int LargestBatch = 500;

    public async Task Run(string folder, IProgress<string> progress, CancellationToken cancel = default)
    {
        var manifest = await ArchiveManifest.Read(folder, cancel);
        progress.Report(string.Create(CultureInfo.InvariantCulture,
            $"Importing {manifest.Records:#,0} records of {manifest.From}, exported {manifest.At:yyyy-MM-dd HH:mm} UTC, into {archive.Place}."));
        await manifest.Check(folder, cancel);

        var mark = await Begin(manifest, progress, cancel);
        if (mark.Finished)
        {
            progress.Report("This export was imported here before; nothing is left to do.");
            return;
        }
        foreach (var file in manifest.Files.SkipWhile(file => file.Part != mark.Part))
            await Carry(folder, file, file.Part == mark.Part ? mark.Records : 0, manifest.Export, progress, cancel);
        await Compare(folder, manifest, progress, cancel);
        await archive.Write([], new ImportMark(manifest.Export, manifest.Files[^1].Part, manifest.Files[^1].Records, Finished: true), cancel);
        progress.Report(string.Create(CultureInfo.InvariantCulture,
            $"Done: {manifest.Records:#,0} records are in {archive.Place}, the same as were exported. Start the site; its search fills itself from the log."));
    }

    private async Task<ImportMark> Begin(ArchiveManifest manifest, IProgress<string> progress, CancellationToken cancel)
    {
        if (await archive.Mark(cancel) is { } stands && (stands.Export == manifest.Export || !stands.Finished))
        {
            if (stands.Export != manifest.Export)
                throw new SettingException($"{archive.Place} holds a part of another export ({stands.Export}). Finish that import, or empty the store.");
            if (!stands.Finished)
                progress.Report(string.Create(CultureInfo.InvariantCulture, $"Going on after {stands.Records:#,0} records of {stands.Part}."));
            return stands;
        }
        if (!await archive.IsEmpty(cancel))
            throw new SettingException($"{archive.Place} is not empty; an export is carried only into an empty store. Name another, or remove what is there.");
        var begun = new ImportMark(manifest.Export, manifest.Files[0].Part, 0);
        await archive.Write([], begun, cancel);
        return begun;
    }

    private async Task Carry(string folder, ArchiveFile file, long done, string export, IProgress<string> progress, CancellationToken cancel)
    {
        var told = new EverySecond(progress, time);
        var part = ArchivePart.Named(file.Part);
        await foreach (var batch in ArchiveLines.Read(ArchiveManifest.PathOf(folder, file), part, done, cancel).Chunk(LargestBatch).WithCancellation(cancel))
        {
            done += batch.Length;
            foreach (var key in batch.OfType<ArchivedKey>()) keys.Write(key);
            await archive.Write(part == ArchivePart.Keys ? [] : batch, new ImportMark(export, file.Part, done), cancel);
            told.Report($"{file.Part}: {done:#,0} of {file.Records:#,0}");
        }
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"{file.Part}: {done:#,0} of {file.Records:#,0}."));
    }

    private async Task Compare(string folder, ArchiveManifest manifest, IProgress<string> progress, CancellationToken cancel)
    {
        progress.Report("Reading everything back.");
        await using var snapshot = await archive.Snapshot(cancel);
        foreach (var file in manifest.Files)
        {
            var part = ArchivePart.Named(file.Part);
            var told = new EverySecond(progress, time);
            var stands = part == ArchivePart.Keys ? await Carried(folder, file, cancel) : snapshot.Read(part, cancel);
            var sum = await ArchiveLines.Write(stands, part, Stream.Null, count => told.Report($"{file.Part}: {count:#,0} of {file.Records:#,0} compared"), cancel);
            if (sum != new ArchiveSum(file.Records, file.Sha256))
                throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture,
                    $"{file.Part} is not what was exported ({sum.Records:#,0} records of {file.Records:#,0}; the hash {(sum.Sha256 == file.Sha256 ? "agrees" : "differs")}). Do not serve from this store: empty it and import again."));
        }
    }

    /// <summary>The keys of the export among those that stand; others may be there too.</summary>
    private async Task<IAsyncEnumerable<ArchiveRecord>> Carried(string folder, ArchiveFile file, CancellationToken cancel)
    {
        var exported = await ArchiveLines.Read(ArchiveManifest.PathOf(folder, file), ArchivePart.Keys, 0, cancel)
            .Select(record => ((ArchivedKey)record).Name).ToHashSetAsync(cancellationToken: cancel);
        return keys.Read(cancel).Where(record => exported.Contains(((ArchivedKey)record).Name));
    }
}
