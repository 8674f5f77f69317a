using System.Text.Json;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>The answers that every listing's page shows in a place of their own.</summary>
public static class ListingText
{
    /// <summary>Shown at the head of a page or beside it, so not once more below.</summary>
    private static readonly HashSet<string> above = ["title", "summary", "class_code"];

    public static Bilingual Title(ListingContent content) => Pair(content, "title") ?? new Bilingual("（未命名）", "(untitled)");

    public static Bilingual Summary(ListingContent content) => Pair(content, "summary") ?? new Bilingual(null, null);

    public static IEnumerable<Question> Below(IEnumerable<Question> questions) => questions.Where(question => !above.Contains(question.Key));

    private static Bilingual? Pair(ListingContent content, string key)
    {
        if (content.Answers[key] is not { ValueKind: JsonValueKind.Object } pair) return null;
        var text = new Bilingual(Member(pair, "zh"), Member(pair, "en"));
        return text is { Zh: null, En: null } ? null : text;
    }

    private static string? Member(JsonElement pair, string name) =>
        pair.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()) ? text.GetString() : null;
}
