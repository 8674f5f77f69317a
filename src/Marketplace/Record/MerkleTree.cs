using System.Numerics;
using System.Security.Cryptography;

namespace Marketplace.Record;

/// <summary>
/// The hash tree of RFC 6962, section 2.1: leaves and inner nodes are hashed apart, a tree of any size has one root, and short proofs show that
/// a leaf is in it and that a later tree begins with an earlier one.
/// </summary>
public static class MerkleTree
{
    private static readonly byte[] leafMark = [0];
    private static readonly byte[] nodeMark = [1];

    public static byte[] EmptyRoot { get; } = SHA256.HashData([]);

    public static byte[] Leaf(ReadOnlySpan<byte> data) => SHA256.HashData([.. leafMark, .. data]);

    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => SHA256.HashData([.. nodeMark, .. left, .. right]);

    /// <summary>The largest power of two below the size: where a tree divides.</summary>
    private static int Split(int size) => 1 << (31 - BitOperations.LeadingZeroCount((uint)(size - 1)));

    public static byte[] Root(ReadOnlySpan<byte[]> leaves)
    {
        if (leaves.Length == 0) return EmptyRoot;
        if (leaves.Length == 1) return leaves[0];
        var split = Split(leaves.Length);
        return Node(Root(leaves[..split]), Root(leaves[split..]));
    }

    /// <summary>What proves that the leaf at the index is in the tree of these leaves (PATH).</summary>
    public static IReadOnlyList<byte[]> Inclusion(ReadOnlySpan<byte[]> leaves, int index)
    {
        if (leaves.Length <= 1) return [];
        var split = Split(leaves.Length);
        return index < split
            ? [.. Inclusion(leaves[..split], index), Root(leaves[split..])]
            : [.. Inclusion(leaves[split..], index - split), Root(leaves[..split])];
    }

    /// <summary>What proves that the tree of these leaves begins with that of the first so many (PROOF).</summary>
    public static IReadOnlyList<byte[]> Consistency(ReadOnlySpan<byte[]> leaves, int first) =>
        first == 0 || first == leaves.Length ? [] : Consistency(leaves, first, whole: true);

    public static bool IsIncluded(ulong index, ulong size, byte[] leaf, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index >= size || leaf.Length != SHA256.HashSizeInBytes) return false;
        var (inner, border) = Shape(index, size);
        if (proof.Count != inner + border) return false;
        var hash = leaf;
        for (var i = 0; i < inner; i++) hash = (index >> i & 1) == 0 ? Node(hash, proof[i]) : Node(proof[i], hash);
        return Border(hash, proof, inner).AsSpan().SequenceEqual(root);
    }

    public static bool IsConsistent(ulong first, ulong second, byte[] firstRoot, byte[] secondRoot, IReadOnlyList<byte[]> proof)
    {
        // Every tree begins with the empty one, so there is nothing that could be proved of it.
        if (first == 0 || second < first) return false;
        if (first == second) return proof.Count == 0 && firstRoot.AsSpan().SequenceEqual(secondRoot);
        if (proof.Count == 0) return false;

        var (inner, border) = Shape(first - 1, second);
        var shift = BitOperations.TrailingZeroCount(first);
        inner -= shift;
        var (hash, start) = first == 1UL << shift ? (firstRoot, 0) : (proof[0], 1);
        if (proof.Count != start + inner + border) return false;

        IReadOnlyList<byte[]> rest = [.. proof.Skip(start)];
        var mask = (first - 1) >> shift;
        var (before, after) = (hash, hash);
        for (var i = 0; i < inner; i++)
        {
            var isRight = (mask >> i & 1) == 1;
            if (isRight) before = Node(rest[i], before);
            after = isRight ? Node(rest[i], after) : Node(after, rest[i]);
        }
        return Border(before, rest, inner).AsSpan().SequenceEqual(firstRoot) && Border(after, rest, inner).AsSpan().SequenceEqual(secondRoot);
    }

    private static IReadOnlyList<byte[]> Consistency(ReadOnlySpan<byte[]> leaves, int first, bool whole)
    {
        if (first == leaves.Length) return whole ? [] : [Root(leaves)];
        var split = Split(leaves.Length);
        return first <= split
            ? [.. Consistency(leaves[..split], first, whole), Root(leaves[split..])]
            : [.. Consistency(leaves[split..], first - split, whole: false), Root(leaves[..split])];
    }

    /// <summary>How many steps of a path lie below the point where it leaves the right edge of the tree, and how many after.</summary>
    private static (int Inner, int Border) Shape(ulong index, ulong size)
    {
        var inner = 64 - BitOperations.LeadingZeroCount(index ^ (size - 1));
        return (inner, inner >= 64 ? 0 : BitOperations.PopCount(index >> inner));
    }

    private static byte[] Border(byte[] hash, IReadOnlyList<byte[]> proof, int from)
    {
        for (var i = from; i < proof.Count; i++) hash = Node(proof[i], hash);
        return hash;
    }
}
