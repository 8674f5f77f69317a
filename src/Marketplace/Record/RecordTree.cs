using System.Numerics;

namespace Marketplace.Record;

/// <summary>Works out inclusion proofs from the entries and the nodes that are kept beside them. What it read it remembers, so one is made for each occasion.</summary>
public sealed class RecordTree(IRecord record)
{
    private readonly Dictionary<(int Level, long Index), byte[]> known = [];

    /// <summary>What proves that an entry is in the tree of the first so many (PATH of RFC 6962).</summary>
    public async Task<IReadOnlyList<byte[]>> Inclusion(long index, long size, CancellationToken cancel = default)
    {
        var path = new List<byte[]>();
        for (long start = 0, count = size; count > 1;)
        {
            var split = Split(count);
            var isLeft = index - start < split;
            path.Add(isLeft ? await Root(start + split, count - split, cancel) : await Root(start, split, cancel));
            (start, count) = isLeft ? (start, split) : (start + split, count - split);
        }
        // From the leaf upwards.
        path.Reverse();
        return path;
    }

    /// <summary>The largest power of two below the count.</summary>
    private static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    private async Task<byte[]> Root(long start, long count, CancellationToken cancel)
    {
        if (long.IsPow2(count)) return await Whole((int)long.Log2(count), start / count, cancel);
        var split = Split(count);
        var (left, right) = (await Root(start, split, cancel), await Root(start + split, count - split, cancel));
        return MerkleTree.Node(left, right);
    }

    private async Task<byte[]> Whole(int level, long index, CancellationToken cancel)
    {
        if (known.TryGetValue((level, index), out var before)) return before;
        var kept = level / RecordNode.Apart * RecordNode.Apart;
        var many = 1 << (level - kept);
        var below = kept == 0 ? await Leaves(index * many, many, cancel) : await Nodes(kept, index * many, many, cancel);
        if (below is not null) return known[(level, index)] = MerkleTree.Root(below);
        // Of a record that is older than the nodes, some are missing, and are what their halves come to.
        var (left, right) = (await Whole(level - 1, index * 2, cancel), await Whole(level - 1, (index * 2) + 1, cancel));
        return known[(level, index)] = MerkleTree.Node(left, right);
    }

    private async Task<byte[][]?> Nodes(int level, long from, int many, CancellationToken cancel)
    {
        var nodes = await record.Nodes(level, from, many, cancel);
        return nodes.Count == many && nodes[^1].Index == from + many - 1 ? [.. nodes.Select(it => Convert.FromHexString(it.Hash))] : null;
    }

    private async Task<byte[][]> Leaves(long from, int many, CancellationToken cancel)
    {
        var entries = await record.After(from - 1, many, cancel);
        return entries.Count == many ? [.. entries.Select(it => Convert.FromHexString(it.Leaf))] : throw new InvalidDataException($"The record has no {many} entries from {from} on.");
    }
}
