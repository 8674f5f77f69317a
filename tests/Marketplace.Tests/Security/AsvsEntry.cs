using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Rigs;

namespace Marketplace.Security;

/// <summary>What must stand in a file of the repository.</summary>
internal sealed record Passage(string File, string Text);

/// <summary>One requirement and its answer, which is of exactly one kind; tests and configuration say besides how they answer it.</summary>
internal sealed record AsvsEntry(
    string Id, int Level, IReadOnlyList<string>? Test = null, IReadOnlyList<Passage>? Configuration = null, string? NotApplicable = null, string? Later = null, string? How = null)
{
    [JsonIgnore]
    public IReadOnlyList<string> Kinds { get; } =
    [
        .. new (string Kind, bool Is)[] { ("test", Test is not null), ("configuration", Configuration is not null), ("notApplicable", NotApplicable is not null), ("later", Later is not null) }
            .Where(it => it.Is).Select(it => it.Kind),
    ];
}

/// <summary><c>docs/security/asvs.json</c>, and the ids that it must answer.</summary>
internal sealed record AsvsFile(string About, string Attribution, IReadOnlyList<AsvsEntry> Requirements)
{
    private static readonly JsonSerializerOptions strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false, AllowDuplicateProperties = false, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static AsvsFile Read() => JsonSerializer.Deserialize<AsvsFile>(Text("docs/security/asvs.json")!, strict)!;

    public static AsvsEntry Entry(string json) => JsonSerializer.Deserialize<AsvsEntry>(json, strict)!;

    /// <summary>Ids and levels, from the copy beside these tests.</summary>
    public static IReadOnlyDictionary<string, int> Asked() => Text("tests/Marketplace.Tests/Security/asvs-5.0.0.txt")!
        .Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')).ToDictionary(it => it[0], it => int.Parse(it[1]));

    /// <summary>A file of the repository, by its path from the root; null where there is none, or where the path leads out of it.</summary>
    public static string? Text(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Repository.Root, path));
        return full.StartsWith(Repository.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(full) ? File.ReadAllText(full) : null;
    }
}
