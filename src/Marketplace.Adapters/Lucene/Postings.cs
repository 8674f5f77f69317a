namespace Marketplace.Adapters.Lucene;

/// <summary>Where a term stands in a field of a segment: its documents, deleted ones too, and in each how often and the coded length of the field.</summary>
internal sealed class Postings(int count)
{
    public static readonly Postings None = new(0);

    public int Count => count;

    public int[] Docs { get; } = count == 0 ? [] : new int[count];

    public byte[] Times { get; } = count == 0 ? [] : new byte[count];

    public byte[] Lengths { get; } = count == 0 ? [] : new byte[count];
}
