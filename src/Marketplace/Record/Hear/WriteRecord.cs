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
            foreach (var logged in fresh)
            {
                var entry = RecordEntry.Of(logged, head.Size, clock.DayOf(logged.At), head.Chain);
                writes.Add(StoredAs<RecordEntry>.Write(RecordEntry.Id(entry.Index), entry, 0));
                head = head.With(entry);
            }
            writes.Add(StoredAs<RecordHead>.Write(RecordHead.Id, head, stands?.Version ?? 0));
            if ((await store.Commit(new Changes(writes, [], clock.Now), cancel)).Is(out _, out var refusal)) return;
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) throw new InvalidOperationException($"The record could not be written: {refusal.First.Message.En}");
        }
    }
}
