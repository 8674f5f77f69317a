using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Adapters.Lucene.Packing;

/// <summary>Writes numbers as variable-length integers and texts as UTF-8; with a pool, a word becomes its number there.</summary>
internal sealed class PackWriter(StringPool? pool)
{
    private byte[] buffer = new byte[1024];
    private int length;

    public void Clear() => length = 0;

    public byte[] ToArray() => buffer.AsSpan(0, length).ToArray();

    public void Number(long value)
    {
        Reserve(10);
        var rest = (ulong)((value << 1) ^ (value >> 63));
        for (; rest >= 0x80; rest >>= 7) buffer[length++] = (byte)(rest | 0x80);
        buffer[length++] = (byte)rest;
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Number(-1);
            return;
        }
        var bytes = Encoding.UTF8.GetByteCount(text);
        Number(bytes);
        Reserve(bytes);
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
    }

    public void Word(string? word)
    {
        if (pool is null) Text(word);
        else Number(word is null ? -1 : pool.Add(word));
    }

    public void Day(DateOnly? day) => Number(day?.DayNumber ?? -1);

    public void Instant(DateTimeOffset instant)
    {
        Number(instant.Ticks);
        Number((long)instant.Offset.TotalMinutes);
    }

    public void List<T>(IReadOnlyList<T> items, Action<T> write)
    {
        Number(items.Count);
        foreach (var item in items) write(item);
    }

    /// <summary>A part that a reader can step over.</summary>
    public void Section(Action write)
    {
        Reserve(sizeof(int));
        var start = length;
        length += sizeof(int);
        write();
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start - sizeof(int));
    }

    private void Reserve(int bytes)
    {
        if (length + bytes > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
    }
}
