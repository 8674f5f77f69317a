using Marketplace.Adapters.Lucene.Columns;
using Marketplace.Adapters.Searching;
using Marketplace.Discovery;

namespace Marketplace.Adapters.Lucene.Querying;

internal readonly record struct Ranked(int Group, double Key, Entry Entry, int Failed);

/// <summary>Keeps the first few entries in order of group, key and id: a heap with the last of them on top.</summary>
internal sealed class TopEntries(int most, SortKeys? after)
{
    private readonly Ranked[] heap = new Ranked[Math.Max(1, most)];
    private int count;

    /// <summary>Whether an entry with these keys may be among the first; most are turned away by this without being looked at.</summary>
    public bool MayTake(int group, double key) =>
        count < most || most > 0 && (group < heap[0].Group || group == heap[0].Group && key <= heap[0].Key);

    /// <summary><paramref name="failed"/> travels along.</summary>
    public void Offer(int group, double key, Entry entry, int failed)
    {
        if (most == 0) return;
        if (count == most)
        {
            ref readonly var last = ref heap[0];
            if (group > last.Group || group == last.Group && (key > last.Key || key == last.Key && string.CompareOrdinal(entry.Id, last.Entry.Id) > 0)) return;
        }
        if (after is not null && HitOrder.Compare(group, key, entry.Id, after) <= 0) return;
        var offered = new Ranked(group, key, entry, failed);
        if (count < most) SiftUp(offered);
        else SiftDown(offered);
    }

    public Ranked[] InOrder()
    {
        var kept = heap.AsSpan(0, count).ToArray();
        Array.Sort(kept, Compare);
        return kept;
    }

    private void SiftUp(Ranked offered)
    {
        var at = count++;
        for (; at > 0 && Compare(offered, heap[(at - 1) / 2]) > 0; at = (at - 1) / 2) heap[at] = heap[(at - 1) / 2];
        heap[at] = offered;
    }

    private void SiftDown(Ranked offered)
    {
        var at = 0;
        for (var child = 1; child < count; child = 2 * at + 1)
        {
            if (child + 1 < count && Compare(heap[child + 1], heap[child]) > 0) child++;
            if (Compare(offered, heap[child]) >= 0) break;
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = offered;
    }

    private static int Compare(Ranked one, Ranked other)
    {
        var order = one.Group.CompareTo(other.Group);
        if (order == 0) order = one.Key.CompareTo(other.Key);
        return order != 0 ? order : string.CompareOrdinal(one.Entry.Id, other.Entry.Id);
    }
}
