using System.Security.Cryptography;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Storage.Moving;

/// <summary>One file of an export.</summary>
public sealed record ArchiveFile(string Part, string File, long Records, string Sha256);

/// <summary>
/// What an export consists of. It is written last, so a folder that has one is a whole export.
/// </summary>
/// <param name="Format">Of the lines; a program reads those it knows.</param>
/// <param name="Export">Names this export, so that an import of it is told from that of another.</param>
public sealed record ArchiveManifest(int Format, string Export, DateTimeOffset At, string From, IReadOnlyList<ArchiveFile> Files)
{
    public const int Newest = 1;
    private const string FileName = "manifest.json";
    private static readonly JsonSerializerOptions readable = new(MarketJson.Options) { WriteIndented = true };

    public long Records => Files.Sum(file => file.Records);

    public static bool StandsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    public async Task Write(string folder, CancellationToken cancel)
    {
        var (whole, writing) = (Path.Combine(folder, FileName), Path.Combine(folder, FileName + ".writing"));
        await File.WriteAllBytesAsync(writing, JsonSerializer.SerializeToUtf8Bytes(this, readable), cancel);
        File.Move(writing, whole);
    }

    public static async Task<ArchiveManifest> Read(string folder, CancellationToken cancel)
    {
        if (!StandsIn(folder)) throw new SettingException($"{Path.GetFullPath(folder)} is no export, or one that was broken off: it has no {FileName}.");
        ArchiveManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<ArchiveManifest>(await File.ReadAllBytesAsync(Path.Combine(folder, FileName), cancel), MarketJson.Strict);
        }
        catch (JsonException unreadable)
        {
            throw new InvalidDataException($"{FileName} cannot be read: {unreadable.Message}", unreadable);
        }
        return manifest is { Format: Newest }
            ? manifest
            : throw new InvalidDataException($"The export has format {manifest?.Format}, and this program reads format {Newest}. Import it with the version that wrote it.");
    }

    /// <summary>Every file is there, as it was written, before anything is taken from one.</summary>
    public async Task Check(string folder, CancellationToken cancel)
    {
        foreach (var file in Files)
        {
            _ = ArchivePart.Named(file.Part);
            var path = PathOf(folder, file);
            if (!File.Exists(path)) throw new InvalidDataException($"The export is not whole: {file.File} is missing.");
            await using var stream = File.OpenRead(path);
            if (Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel)) != file.Sha256)
                throw new InvalidDataException($"The export is damaged: {file.File} is not what was written.");
        }
    }

    /// <summary>A name alone, so that a manifest cannot point outside its folder.</summary>
    public static string PathOf(string folder, ArchiveFile file) => Path.Combine(folder, Path.GetFileName(file.File));
}
