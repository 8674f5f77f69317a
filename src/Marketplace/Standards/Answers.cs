using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marketplace.Standards;

/// <summary>
/// The answers of a listing: question key → JSON value in the shapes of the catalogue's <c>answer_shapes</c>.
/// Immutable; equality of two sets is equality of their canonical JSON.
/// </summary>
[JsonConverter(typeof(AnswersConverter))]
public sealed class Answers(IReadOnlyDictionary<string, JsonElement> values)
{
    public static Answers Empty { get; } = new(new Dictionary<string, JsonElement>());

    public IReadOnlyDictionary<string, JsonElement> Values => values;

    public JsonElement? this[string key] => values.TryGetValue(key, out var value) ? value : null;

    /// <summary>A copy with one answer replaced; null removes it.</summary>
    public Answers With(string key, JsonElement? value)
    {
        var copy = new Dictionary<string, JsonElement>(values);
        if (value is { } it) copy[key] = it;
        else copy.Remove(key);
        return new Answers(copy);
    }
}

internal sealed class AnswersConverter : JsonConverter<Answers>
{
    public override Answers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, Answers value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Values, options);
}
