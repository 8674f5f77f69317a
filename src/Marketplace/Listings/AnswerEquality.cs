using System.Text.Json;

namespace Marketplace.Listings;

/// <summary>Whether two answers say the same, whatever the order of their members.</summary>
internal static class AnswerEquality
{
    public static bool Same(JsonElement? one, JsonElement? other) =>
        (one, other) switch
        {
            (null, null) => true,
            ({ } a, { } b) => JsonElement.DeepEquals(a, b),
            _ => false,
        };
}
