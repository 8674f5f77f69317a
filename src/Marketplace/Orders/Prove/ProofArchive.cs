using System.IO.Compression;

namespace Marketplace.Orders.Prove;

/// <summary>A proof as one file: a ZIP, which every system can open.</summary>
internal static class ProofArchive
{
    private const int MostFiles = 20_000;
    private const long MostBytes = 64 << 20;

    public static byte[] Write(IReadOnlyDictionary<string, byte[]> files, DateTimeOffset at)
    {
        using var kept = new MemoryStream();
        using (var archive = new ZipArchive(kept, ZipArchiveMode.Create))
            foreach (var (name, bytes) in files)
            {
                var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
                entry.LastWriteTime = at;
                using var content = entry.Open();
                content.Write(bytes);
            }
        return kept.ToArray();
    }

    /// <summary>Reads all of it, and no more than a proof can have; what cannot be read is said of the file that it is.</summary>
    public static Dictionary<string, byte[]> Read(Stream file, ICollection<string> faults)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostFiles) { faults.Add($"it holds {archive.Entries.Count} files, more than any proof"); return files; }
            var left = MostBytes;
            foreach (var entry in archive.Entries)
                if (Content(entry, ref left, faults) is { } content && !files.TryAdd(entry.FullName, content)) faults.Add($"{entry.FullName} is in it twice");
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            faults.Add($"it is no whole ZIP file: {broken.Message}");
        }
        return files;
    }

    private static byte[]? Content(ZipArchiveEntry entry, ref long left, ICollection<string> faults)
    {
        try
        {
            using var content = entry.Open();
            using var kept = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                if ((left -= read) < 0) { faults.Add("it is larger than any proof"); return null; }
                kept.Write(buffer, 0, read);
            }
            return kept.ToArray();
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            faults.Add($"{VerifyProof.Called(entry.FullName)} cannot be read: {broken.Message}");
            return null;
        }
    }

    /// <summary>What reading a ZIP throws where bytes of it were changed.</summary>
    private static bool IsBroken(Exception thrown) => thrown is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException;
}
