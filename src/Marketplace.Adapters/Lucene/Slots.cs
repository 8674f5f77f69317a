using System.Collections.Concurrent;

namespace Marketplace.Adapters.Lucene;

/// <summary>
/// Where each listing stands in the columns and as of which log position; of removed ones the position alone, so that a late write
/// does not bring them back. After a restart the log is heard in order from where the index ends, and that memory is not needed.
/// Written by one at a time; readers may look up a slot meanwhile.
/// </summary>
internal sealed class Slots
{
    private readonly ConcurrentDictionary<string, (int Slot, long Position)> standing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> removed = new(StringComparer.Ordinal);
    private readonly Stack<int> free = new();
    private int next;

    public IEnumerable<(string Id, int Slot, long Position)> Standing => standing.Select(pair => (pair.Key, pair.Value.Slot, pair.Value.Position));

    public IEnumerable<(string Id, long Position)> Removed => removed.Select(pair => (pair.Key, pair.Value));

    /// <summary>Whether something written at the position is not older than what stands.</summary>
    public bool IsNews(string id, long position) =>
        standing.TryGetValue(id, out var entry) ? entry.Position <= position : !removed.TryGetValue(id, out var gone) || gone <= position;

    public bool TryFind(string id, out int slot)
    {
        var found = standing.TryGetValue(id, out var entry);
        slot = entry.Slot;
        return found;
    }

    public long? PositionOf(string id) => standing.TryGetValue(id, out var entry) ? entry.Position : null;

    /// <summary>A slot for a new listing. Where the write then fails it is not used again: the text index may hold it.</summary>
    public int Take() => free.TryPop(out var slot) ? slot : next++;

    public void Put(string id, int slot, long position)
    {
        standing[id] = (slot, position);
        removed.Remove(id);
        next = Math.Max(next, slot + 1);
    }

    public void Remove(string id, long position)
    {
        if (standing.TryRemove(id, out var entry)) free.Push(entry.Slot);
        removed[id] = position;
    }

    /// <summary>After loading: the slots that no listing stands in.</summary>
    public void FindFree()
    {
        var taken = standing.Values.Select(entry => entry.Slot).ToHashSet();
        for (var slot = next - 1; slot >= 0; slot--)
            if (!taken.Contains(slot)) free.Push(slot);
    }
}
