using System.Text;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Api;

/// <summary>Follows a reader through a document, so that whatever is wrong can be named as <c>sites[2].name.zh</c>.</summary>
internal sealed class JsonPath
{
    private readonly Stack<Level> levels = new();

    private sealed class Level(bool isArray)
    {
        public HashSet<string>? Names { get; } = isArray ? null : new(StringComparer.Ordinal);
        public string? Name { get; set; }
        public int Index { get; set; } = -1;
    }

    /// <summary>Takes the reader's token in, and says what is wrong with it.</summary>
    public Problem? Step(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            levels.Pop();
            return null;
        }

        if (reader.TokenType is JsonTokenType.PropertyName) return Name(reader.GetString()!);

        if (levels.TryPeek(out var level) && level.Names is null) level.Index++;
        return reader.TokenType switch
        {
            JsonTokenType.StartObject or JsonTokenType.StartArray => Open(reader.TokenType is JsonTokenType.StartArray),
            JsonTokenType.String when reader.GetString()!.Contains('\0') =>
                StrictJson.Malformed("含有空字符（NUL）。", "A text contains NUL.", ToString()),
            JsonTokenType.Number when !reader.TryGetDouble(out var number) || !double.IsFinite(number) =>
                StrictJson.Malformed("数值超出可表示的范围。", "A number is beyond what can be represented.", ToString()),
            JsonTokenType.Null when levels.TryPeek(out level) && level.Names is null =>
                new Problem("null_in_list", new Bilingual("列表中不能有 null。", "A list may not contain null."), ToString()),
            _ => null,
        };
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var level in levels.Reverse())
        {
            if (level.Names is null) { if (level.Index >= 0) text.Append('[').Append(level.Index).Append(']'); }
            else if (level.Name is not null) text.Append(text.Length == 0 ? "" : ".").Append(level.Name);
        }

        return text.ToString();
    }

    private Problem? Name(string name)
    {
        var level = levels.Peek();
        level.Name = name;
        if (name.Contains('\0')) return StrictJson.Malformed("成员名含有空字符（NUL）。", "A member's name contains NUL.");
        return level.Names!.Add(name) ? null
            : new Problem("duplicate_member", new Bilingual("同一成员出现了两次。", "The same member is given twice."), ToString());
    }

    private Problem? Open(bool isArray)
    {
        levels.Push(new Level(isArray));
        return null;
    }
}
