using System.Text.Json;
using System.Text.Unicode;
using Marketplace.Vocabulary;

namespace Marketplace.Api;

/// <summary>
/// What every body must keep to before anything looks at its meaning: valid UTF-8, one JSON value at most 64 deep, no name twice
/// in one object, no NUL or half a character in any text, no number beyond what a double holds, no null in a list.
/// </summary>
internal static class StrictJson
{
    private const int DeepestLevel = 64;

    public static Problem? Check(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return Malformed("不是有效的 UTF-8 文本。", "The body is not valid UTF-8.");

        var path = new JsonPath();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = DeepestLevel });
            while (reader.Read())
            {
                if (path.Step(ref reader) is { } problem) return problem;
            }

            return null;
        }
        catch (JsonException e)
        {
            var line = (e.LineNumber ?? 0) + 1;
            var column = (e.BytePositionInLine ?? 0) + 1;
            return Malformed($"第 {line} 行第 {column} 字节处不是有效的 JSON。", $"Not valid JSON at line {line}, byte {column}.", path.ToString());
        }
        catch (InvalidOperationException)
        {
            // The reader says so when an escape names half of a surrogate pair.
            return Malformed("含有不完整的字符（孤立代理项）。", "A text contains half a character (an unpaired surrogate).", path.ToString());
        }
    }

    public static Problem Malformed(string zh, string en, string? field = null) =>
        new("malformed_json", new Bilingual(zh, en), string.IsNullOrEmpty(field) ? null : field);
}
