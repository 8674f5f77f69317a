using System.Text.Json;
using CsCheck;
using Marketplace.Rigs;
using Xunit;

namespace Marketplace.Record;

/// <summary>Against the vectors of transparency-dev/merkle (Apache 2.0, in the folder rfc6962 with its licence) and the tree of the RFC itself.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string vectors = Path.Combine(Repository.Root, "tests", "Marketplace.Tests", "Record", "rfc6962", "testdata");

    private sealed record Inclusion(ulong LeafIdx, ulong TreeSize, byte[]? Root, byte[]? LeafHash, byte[][]? Proof, string Desc, bool WantErr);

    private sealed record Consistency(ulong Size1, ulong Size2, byte[]? Root1, byte[]? Root2, byte[][]? Proof, string Desc, bool WantErr);

    [Fact]
    public void Every_vector_of_an_inclusion_comes_out_as_it_says()
    {
        var all = Read<Inclusion>("inclusion");
        Assert.True(all.Count > 50, $"only {all.Count} vectors");
        Assert.Contains(all, it => !it.Vector.WantErr);
        Assert.All(all, it => Assert.True(
            MerkleTree.IsIncluded(it.Vector.LeafIdx, it.Vector.TreeSize, it.Vector.LeafHash ?? [], it.Vector.Proof ?? [], it.Vector.Root ?? []) != it.Vector.WantErr, it.File));
    }

    [Fact]
    public void Every_vector_of_a_consistency_comes_out_as_it_says()
    {
        var all = Read<Consistency>("consistency");
        Assert.True(all.Count > 50, $"only {all.Count} vectors");
        Assert.Contains(all, it => !it.Vector.WantErr);
        Assert.All(all, it => Assert.True(
            MerkleTree.IsConsistent(it.Vector.Size1, it.Vector.Size2, it.Vector.Root1 ?? [], it.Vector.Root2 ?? [], it.Vector.Proof ?? []) != it.Vector.WantErr, it.File));
    }

    [Fact]
    public void Every_leaf_of_every_small_tree_is_proved_and_no_other_in_its_place()
    {
        for (var size = 1; size <= 33; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root(leaves);
            for (var i = 0; i < size; i++)
            {
                var proof = MerkleTree.Inclusion(leaves, i);
                Assert.True(MerkleTree.IsIncluded((ulong)i, (ulong)size, leaves[i], proof, root));
                Assert.False(MerkleTree.IsIncluded((ulong)i, (ulong)size, MerkleTree.Leaf([255]), proof, root));
                if (size > 1) Assert.False(MerkleTree.IsIncluded((ulong)((i + 1) % size), (ulong)size, leaves[i], proof, root));
            }
        }
    }

    [Fact]
    public void Every_small_tree_is_proved_to_begin_with_every_smaller_one_and_with_no_other()
    {
        for (var size = 2; size <= 33; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root(leaves);
            for (var first = 1; first < size; first++)
            {
                var proof = MerkleTree.Consistency(leaves, first);
                Assert.True(MerkleTree.IsConsistent((ulong)first, (ulong)size, MerkleTree.Root(leaves.AsSpan(0, first)), root, proof));
                byte[][] rewritten = [MerkleTree.Leaf([255]), .. leaves[1..first]];
                Assert.False(MerkleTree.IsConsistent((ulong)first, (ulong)size, MerkleTree.Root(rewritten), root, proof));
            }
        }
    }

    [Fact]
    public void A_head_that_grows_leaf_by_leaf_has_the_root_of_the_whole_tree() => Gen.Int[0, 300].Sample(size =>
    {
        var (leaves, head) = (Leaves(size), RecordHead.Empty);
        foreach (var leaf in leaves) head = head.With(leaf);
        return head.Size == size && head.Root == Convert.ToHexStringLower(MerkleTree.Root(leaves));
    });

    [Fact]
    public void Leaves_and_nodes_are_hashed_apart_as_the_rfc_says()
    {
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(MerkleTree.EmptyRoot));
        Assert.Equal("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", Convert.ToHexStringLower(MerkleTree.Leaf([])));
    }

    private static byte[][] Leaves(int size) => [.. Enumerable.Range(0, size).Select(i => MerkleTree.Leaf(BitConverter.GetBytes(i)))];

    private static List<(string File, T Vector)> Read<T>(string kind) =>
        [.. Directory.GetFiles(Path.Combine(vectors, kind), "*.json", SearchOption.AllDirectories).Order().Select(file =>
            (Path.GetRelativePath(vectors, file), JsonSerializer.Deserialize<T>(File.ReadAllBytes(file), JsonSerializerOptions.Web)!))];
}
