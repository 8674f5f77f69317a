using System.Buffers.Binary;
using System.Text;

namespace Marketplace.Adapters.Lucene.Packing;

/// <summary>Reads what <see cref="PackWriter"/> wrote with the same pool, or without one.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes, StringPool? pool, int start = 0)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at = start;

    public readonly int At => at;

    public long Number()
    {
        ulong value = bytes[at++];
        if (value >= 0x80)
        {
            value &= 0x7f;
            for (var shift = 7; ; shift += 7)
            {
                ulong next = bytes[at++];
                value |= (next & 0x7f) << shift;
                if (next < 0x80) break;
            }
        }
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public string? Text()
    {
        var count = (int)Number();
        if (count < 0) return null;
        var text = Encoding.UTF8.GetString(bytes.Slice(at, count));
        at += count;
        return text;
    }

    public string? Word()
    {
        if (pool is null) return Text();
        var number = (int)Number();
        return number < 0 ? null : pool[number];
    }

    public DateOnly? Day()
    {
        var number = (int)Number();
        return number < 0 ? null : DateOnly.FromDayNumber(number);
    }

    public DateTimeOffset Instant() => new(Number(), TimeSpan.FromMinutes(Number()));

    /// <summary>Where the section here begins; the reader goes on behind it.</summary>
    public int StepOver()
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
        var begin = at + sizeof(int);
        at = begin + count;
        return begin;
    }
}
