using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Marketplace.Adapters.Lucene.Packing;

/// <summary>The terms of a document, unpacked when somebody looks at them.</summary>
internal sealed class PackedTerms(byte[] pack, StringPool? pool, int start) : IReadOnlyDictionary<string, IReadOnlyList<string>>
{
    private Dictionary<string, IReadOnlyList<string>>? unpacked;

    public int Count => Terms.Count;

    public IEnumerable<string> Keys => Terms.Keys;

    public IEnumerable<IReadOnlyList<string>> Values => Terms.Values;

    public IReadOnlyList<string> this[string key] => Terms[key];

    private Dictionary<string, IReadOnlyList<string>> Terms => unpacked ??= Unpack();

    public bool ContainsKey(string key) => Terms.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out IReadOnlyList<string> value) => Terms.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, IReadOnlyList<string>>> GetEnumerator() => Terms.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Dictionary<string, IReadOnlyList<string>> Unpack()
    {
        var reader = new PackReader(pack, pool, start);
        var count = (int)reader.Number();
        var terms = new Dictionary<string, IReadOnlyList<string>>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = reader.Word()!;
            var values = new string[reader.Number()];
            for (var j = 0; j < values.Length; j++) values[j] = reader.Word()!;
            terms[name] = values;
        }
        return terms;
    }
}
