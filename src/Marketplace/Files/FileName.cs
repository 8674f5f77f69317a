using Marketplace.Vocabulary;

namespace Marketplace.Files;

/// <summary>What is kept of a file's name. It is shown and offered when the file is saved, and never becomes a path here.</summary>
internal static class FileName
{
    /// <summary>The name without its path and without what file systems take for something else, or what is wrong with it.</summary>
    public static Outcome<string> Read(string given, string field)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        if (CleanText.Check(last, field, FileTypes.LongestName) is { } problem) return new Refusal(RefusalKind.Invalid, [problem]);
        var name = CleanText.Normalise(last).Trim('.', ' ');
        if (name.Any(c => "<>:\"|?*".Contains(c)))
            return Refusal.Because(RefusalKind.Invalid, "file_name_characters", "文件名不能含有 < > : \" | ? *。", "A file's name cannot hold < > : \" | ? *.", field);
        return Path.GetFileNameWithoutExtension(name).Length == 0
            ? Refusal.Because(RefusalKind.Invalid, "file_name", "文件没有名称。", "The file has no name.", field)
            : name;
    }
}
