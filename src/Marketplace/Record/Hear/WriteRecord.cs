using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Record.Hear;

/// <summary>
/// Takes every event of the log into the record, each once: the head says up to where it goes and is written with the entries, so that what is
/// heard again is left out and of two sites that write at once one begins anew.
/// </summary>
internal sealed class WriteRecord(IStore store, IRecord record, MarketClock clock) : IHear
{
    private const int Attempts = 5;
    private const int PageOfSubject = 20;

    public string Consumer => "record";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var stands = await record.Head(cancel);
            var head = stands?.Value ?? RecordHead.Empty;
            var fresh = events.Where(it => it.Position > head.Position).ToList();
            if (fresh.Count == 0) return;

            var writes = new List<Write>(fresh.Count + 1);
            var nodes = new List<RecordNode>();
            var chains = new Dictionary<string, RecordEntry?>(StringComparer.Ordinal);
            foreach (var logged in fresh)
            {
                var entry = RecordEntry.Of(logged, head.Size, clock.DayOf(logged.At), head.Chain, logged.Event.IsChained ? await Last(logged.Event.Subject, chains, cancel) : null);
                if (entry.Number is not null) chains[entry.Subject] = entry;
                writes.Add(StoredAs<RecordEntry>.Write(RecordEntry.Id(entry.Index), entry, 0));
                head = head.With(entry, nodes);
            }
            writes.AddRange(nodes.Select(it => StoredAs<RecordNode>.Write(RecordNode.Id(it.Level, it.Index), it, 0)));
            writes.Add(StoredAs<RecordHead>.Write(RecordHead.Id, head, stands?.Version ?? 0));
            if ((await store.Commit(new Changes(writes, [], clock.Now), cancel)).Is(out _, out var refusal)) return;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException($"The record could not be written: {refusal.First.Message.En}");
        }
    }

    /// <summary>The last entry of a subject's own chain. Others about it, such as what somebody was not let do, are none of the chain.</summary>
    private async Task<RecordEntry?> Last(string subject, Dictionary<string, RecordEntry?> known, CancellationToken cancel)
    {
        if (known.TryGetValue(subject, out var last)) return last;
        for (long? before = null; ;)
        {
            var page = await record.Page(new RecordFilter(Subject: subject), before, PageOfSubject, cancel);
            if (page.FirstOrDefault(it => it.Number is not null) is { } found) return known[subject] = found;
            if (page.Count < PageOfSubject) return known[subject] = null;
            before = page[^1].Index;
        }
    }
}
