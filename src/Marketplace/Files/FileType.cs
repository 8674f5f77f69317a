using Marketplace.Vocabulary;

namespace Marketplace.Files;

/// <summary>A type of file that is taken: by its bytes, its extensions and its size, which must all agree.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="MediaType">As it is served, and as a browser may call it; other names that browsers give it are in <paramref name="AlsoCalled"/>.</param>
/// <param name="Extensions">With the dot, in lower case.</param>
/// <param name="MostMegabytes">The largest file of the type, in units of 1,048,576 bytes.</param>
public sealed record FileType(string Name, string MediaType, IReadOnlyList<string> AlsoCalled, IReadOnlyList<string> Extensions, int MostMegabytes)
{
    public long MostBytes => (long)MostMegabytes << 20;
}

/// <summary>The one table of what may be stored. <c>docs/reference/files.md</c> prints it, and a test holds the two together.</summary>
public static class FileTypes
{
    /// <summary>Characters of a name, extension included.</summary>
    public const int LongestName = 120;

    public static FileType Pdf { get; } = new("PDF", "application/pdf", [], [".pdf"], 20);

    public static FileType Png { get; } = new("PNG", "image/png", [], [".png"], 10);

    public static FileType Jpeg { get; } = new("JPEG", "image/jpeg", ["image/jpg", "image/pjpeg"], [".jpg", ".jpeg"], 10);

    public static IReadOnlyList<FileType> All { get; } = [Pdf, Png, Jpeg];

    /// <summary>No file is read beyond this.</summary>
    public static long MostBytes { get; } = All.Max(type => type.MostBytes);

    /// <summary>For the <c>accept</c> of a field.</summary>
    public static string Accept { get; } = string.Join(',', All.SelectMany(type => type.Extensions.Append(type.MediaType)));

    /// <summary>The table in a line, for people who choose a file.</summary>
    public static Bilingual Hint { get; } = new(
        string.Join("、", All.Select(type => $"{type.Name}（不超过 {type.MostMegabytes} MB）")),
        string.Join(", ", All.Select(type => $"{type.Name} (up to {type.MostMegabytes} MB)")));

    public static FileType? Called(string extension) => All.FirstOrDefault(type => type.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
}
