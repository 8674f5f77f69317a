namespace Marketplace.Files;

/// <summary>Tells what bytes are by how they begin and end. It reads no further into them: whoever opens a file has a reader for that.</summary>
internal static class FileContent
{
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The type whose beginning the bytes have; null where they have none's.</summary>
    public static FileType? TypeOf(ReadOnlySpan<byte> head) =>
        // A reader of PDF takes the mark anywhere in the first kilobyte; here it must come first, so that no file is two types at once.
        head.StartsWith("%PDF-"u8) ? FileTypes.Pdf
        : head.StartsWith(Png) && head.Length >= 16 && head[12..16].SequenceEqual("IHDR"u8) ? FileTypes.Png
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileTypes.Jpeg
        : null;

    /// <summary>Whether the file ends as its type does: one that does not was cut off.</summary>
    public static bool IsWhole(FileType type, ReadOnlySpan<byte> tail) =>
        type == FileTypes.Pdf ? tail.LastIndexOf("%%EOF"u8) >= 0
        : type == FileTypes.Png ? tail.LastIndexOf("IEND"u8) >= 0
        : tail.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0;
}
