using System.Globalization;
using Marketplace.Storage;

namespace Marketplace.Record;

/// <summary>
/// A node of the tree whose whole subtree is there, and which therefore never changes: every eighth level is kept, so that a proof reads at most 256
/// things a level however large the record is. Whatever is kept here can be worked out from the entries.
/// </summary>
/// <param name="Level">It stands for 2^Level entries, those from Index·2^Level on.</param>
[StoredAs("record_nodes")]
public sealed record RecordNode(int Level, long Index, string Hash)
{
    /// <summary>How many levels lie between two that are kept.</summary>
    public const int Apart = 8;

    /// <summary>Ids in the order of levels and indices.</summary>
    public static string Id(int level, long index) => string.Create(CultureInfo.InvariantCulture, $"{level:D2}-{index:D17}");
}
