using Marketplace.Storage;

namespace Marketplace.Record;

/// <summary>
/// How far the record goes, and what it comes to: written in the same commit as the entries, so that there is never more or less of them. Its
/// earlier versions are the heads of before.
/// </summary>
/// <param name="Position">Up to where in the event log everything is in it.</param>
/// <param name="Chain">That of the last entry.</param>
/// <param name="Peaks">The roots of the whole subtrees that the tree consists of, the largest first: all that is needed to go on.</param>
[StoredAs("record_head")]
public sealed record RecordHead(long Size, long Position, string Chain, IReadOnlyList<string> Peaks, string Root)
{
    /// <summary>There is one.</summary>
    public const string Id = "head";

    public static RecordHead Empty { get; } = new(0, 0, RecordEntry.FirstChain, [], Convert.ToHexStringLower(MerkleTree.EmptyRoot));

    /// <param name="made">Takes the nodes that are kept beside the entries and that this one completes.</param>
    public RecordHead With(RecordEntry entry, ICollection<RecordNode>? made = null) => With(Convert.FromHexString(entry.Leaf), made) with { Position = entry.Position, Chain = entry.Chain };

    /// <summary>The tree with one leaf more.</summary>
    public RecordHead With(byte[] leaf, ICollection<RecordNode>? made = null)
    {
        var level = 0;
        var peaks = Peaks.Select(Convert.FromHexString).ToList();
        // Two whole subtrees of one size are one of the next, as in counting with binary digits.
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            leaf = MerkleTree.Node(peaks[^1], leaf);
            peaks.RemoveAt(peaks.Count - 1);
            if (++level % RecordNode.Apart == 0) made?.Add(new RecordNode(level, Size >> level, Convert.ToHexStringLower(leaf)));
        }
        peaks.Add(leaf);
        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--) root = MerkleTree.Node(peaks[i], root);
        return this with { Size = Size + 1, Peaks = [.. peaks.Select(Convert.ToHexStringLower)], Root = Convert.ToHexStringLower(root) };
    }
}
