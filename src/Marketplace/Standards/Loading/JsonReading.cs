using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Loading;

/// <summary>Short ways to read members of the catalogue's JSON; a member that must be there and is not throws.</summary>
internal static class JsonReading
{
    public static string Text(this JsonElement json, string member) =>
        json.GetProperty(member).GetString() ?? throw new FormatException($"{member} is null");

    public static string? TextOrNull(this JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static IReadOnlyList<string> Texts(this JsonElement json, string member) => json.GetProperty(member).Texts();

    /// <summary>A list of texts; null counts as empty.</summary>
    public static IReadOnlyList<string> Texts(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? [] : [.. json.EnumerateArray().Select(v => v.GetString() ?? throw new FormatException("null in a list"))];

    public static IReadOnlyList<int> Numbers(this JsonElement json, string member) =>
        [.. json.GetProperty(member).EnumerateArray().Select(v => v.GetInt32())];

    public static bool Flag(this JsonElement json, string member) =>
        json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary><c>{zh, en}</c> beside other members.</summary>
    public static Bilingual Bilingual(this JsonElement json) => new(json.TextOrNull("zh"), json.TextOrNull("en"));

    /// <summary><c>name_zh, name_en</c> for the name "name".</summary>
    public static Bilingual Names(this JsonElement json, string name) => new(json.TextOrNull(name + "_zh"), json.TextOrNull(name + "_en"));

    public static Confidence Confidence(this JsonElement json) => json.Text("confidence") switch
    {
        "verified" => Standards.Confidence.Verified,
        "memory" => Standards.Confidence.Memory,
        "uncertain" => Standards.Confidence.Uncertain,
        var other => throw new FormatException($"no such confidence: {other}"),
    };
}
