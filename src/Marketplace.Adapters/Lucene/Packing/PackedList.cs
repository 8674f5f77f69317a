using System.Collections;

namespace Marketplace.Adapters.Lucene.Packing;

internal delegate T ReadItem<T>(ref PackReader reader);

/// <summary>A list that is unpacked when somebody looks at it: most hits are shown without their scope words or covered rows.</summary>
internal sealed class PackedList<T>(byte[] pack, StringPool? pool, int start, ReadItem<T> read) : IReadOnlyList<T>
{
    private T[]? items;

    public int Count => Items.Length;

    public T this[int index] => Items[index];

    private T[] Items => items ??= Unpack(pack, pool, start, read);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Items.GetEnumerator();

    public static T[] Unpack(byte[] pack, StringPool? pool, int start, ReadItem<T> read)
    {
        var reader = new PackReader(pack, pool, start);
        var unpacked = new T[reader.Number()];
        for (var i = 0; i < unpacked.Length; i++) unpacked[i] = read(ref reader);
        return unpacked;
    }
}
