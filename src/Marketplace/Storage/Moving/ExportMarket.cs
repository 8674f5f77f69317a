using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage.Moving;

/// <summary>Writes all that a store holds into a folder: a file of lines for each part, and at last the manifest.</summary>
public sealed class ExportMarket(IArchive archive, ArchivedKeys keys, TimeProvider time)
{
    /// <summary>What lies in the folder are people's data and the keys of the site.</summary>
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async Task<ArchiveManifest> Run(string folder, IProgress<string> progress, CancellationToken cancel = default)
    {
        if (ArchiveManifest.StandsIn(folder)) throw new SettingException($"{Path.GetFullPath(folder)} holds an export already. Name another folder.");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        progress.Report($"Exporting {archive.Place} into {Path.GetFullPath(folder)}.");

        await using var snapshot = await archive.Snapshot(cancel);
        var files = new List<ArchiveFile>();
        foreach (var part in ArchivePart.All) files.Add(await Write(snapshot, part, folder, progress, cancel));
        if (!await snapshot.IsStill(cancel))
            throw new SettingException("Somebody wrote while it was exported, so this is not one state of the market. Stop its sites and export again.");

        var manifest = new ArchiveManifest(ArchiveManifest.Newest, Ulid.NewUlid(time.GetUtcNow()).ToString(), time.GetUtcNow(), archive.Place, files);
        await manifest.Write(folder, cancel);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"Done: {manifest.Records:#,0} records in {files.Count} files. Keep the folder private: it holds the site's keys."));
        return manifest;
    }

    private async Task<ArchiveFile> Write(IArchiveSnapshot snapshot, ArchivePart part, string folder, IProgress<string> progress, CancellationToken cancel)
    {
        var name = part.Name + ".ndjson";
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) create.UnixCreateMode = OwnerOnly;
        await using var file = new FileStream(Path.Combine(folder, name), create);
        var told = new EverySecond(progress, time);
        var sum = await ArchiveLines.Write(part == ArchivePart.Keys ? keys.Read(cancel) : snapshot.Read(part, cancel), part, file,
            count => told.Report($"{part.Name}: {count:#,0}"), cancel);
        file.Flush(flushToDisk: true);
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"{part.Name}: {sum.Records:#,0} records."));
        return new ArchiveFile(part.Name, name, sum.Records, sum.Sha256);
    }
}
