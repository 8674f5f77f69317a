using System.Globalization;
using System.Security.Cryptography;

namespace Marketplace.Files.Moving;

/// <summary>
/// Carries the files of a market beside its records: into a folder <c>files/OWNER/HASH</c> of an export, and from there into another place. Given
/// again, it does no harm; what is not what its hash says is not carried.
/// </summary>
public sealed class CarryFiles(IFiles files)
{
    private const string Folder = "files";

    public async Task Export(string folder, IProgress<string> progress, CancellationToken cancel = default)
    {
        var count = 0;
        await foreach (var file in files.All(cancel))
        {
            if (await files.Open(file.Owner, file.Hash, cancel) is not { } content) continue;
            await using var _ = content;
            var place = Directory.CreateDirectory(Path.Combine(folder, Folder, file.Owner.Value)).FullName;
            await using var written = new FileStream(Path.Combine(place, file.Hash), FileMode.Create, FileAccess.Write);
            await content.CopyToAsync(written, cancel);
            written.Flush(flushToDisk: true);
            count++;
        }
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"files: {count:#,0} files."));
    }

    public async Task Import(string folder, IProgress<string> progress, CancellationToken cancel = default)
    {
        var count = 0;
        var from = Path.Combine(folder, Folder);
        foreach (var path in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            var hash = Path.GetFileName(path);
            if (FileOwner.Read(Path.GetFileName(Path.GetDirectoryName(path)!)) is not { } owner || !FileHash.IsOne(hash)) throw Damaged(path);
            await using (var content = File.OpenRead(path))
                if (Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) != hash) throw Damaged(path);
            await using var sound = File.OpenRead(path);
            await using var incoming = await files.Quarantine(owner, sound, cancel);
            await incoming.Release(hash, cancel);
            count++;
        }
        progress.Report(string.Create(CultureInfo.InvariantCulture, $"files: {count:#,0} files."));
    }

    private static InvalidDataException Damaged(string path) => new($"The export is damaged: {path} is not what was written.");
}
