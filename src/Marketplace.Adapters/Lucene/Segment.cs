using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Marketplace.Adapters.Text;

namespace Marketplace.Adapters.Lucene;

/// <summary>One segment of the text index as of a snapshot: its documents that are not deleted, and the slot of each.</summary>
internal sealed class Segment(AtomicReader reader)
{
    // A segment never changes but for deletions, so what is read of it is kept, whatever readers are opened over it.
    private static readonly ConditionalWeakTable<object, SegmentTerms> Known = [];

    private readonly SegmentTerms terms = Known.GetValue(reader.CoreCacheKey, _ => new SegmentTerms(reader));
    private readonly NumericDocValues?[] lengths = [.. SearchText.Fields.Select(field => reader.GetNormValues(field.Name))];

    public AtomicReader Reader => reader;

    public SegmentTerms Terms => terms;

    public IBits? LiveDocs { get; } = reader.LiveDocs;

    public int[] Slots => terms.Slots;

    /// <summary>The coded lengths of a field, by document.</summary>
    public NumericDocValues? Lengths(int field) => lengths[field];
}
