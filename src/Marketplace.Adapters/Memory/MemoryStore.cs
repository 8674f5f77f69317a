using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>
/// Keeps everything in this process and forgets it when it ends: for tests and for trying things out. It keeps the same promises as a
/// database, except durability; documents are kept as JSON, so what is read is what a database would give back.
/// </summary>
public sealed class MemoryStore : IStore, IEventLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<(string Collection, string Id), List<SavedState>> documents = [];
    private readonly Dictionary<string, Command> commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> cursors = new(StringComparer.Ordinal);
    private readonly List<LoggedEvent> log = [];
    private readonly HeadSignal signal = new();

    public Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
    {
        cancel.ThrowIfCancellationRequested();
        var bodies = changes.Writes.Select(write => JsonSerializer.Serialize(write.Value, write.Value.GetType(), MarketJson.Options)).ToList();
        var events = changes.Events.Select(e => (Name: EventTypes.Name(e), Json: EventTypes.Write(e))).ToList();
        long head;
        lock (gate)
        {
            if (changes.Command is { } command && commands.TryGetValue(command.Key, out var kept))
                return Task.FromResult<Outcome<Committed>>(kept.Fingerprint == command.Fingerprint
                    ? new Committed(kept.Answer)
                    : CommitRefusals.IdempotencyMismatch());
            if (FirstStale(changes.Writes) is { } current)
                return Task.FromResult<Outcome<Committed>>(CommitRefusals.Stale(current));

            foreach (var (write, body) in changes.Writes.Zip(bodies))
                States(write).Add(new SavedState(write.ReadAt + 1, changes.At, body));
            foreach (var (name, json) in events)
                log.Add(new LoggedEvent(log.Count + 1, changes.At, EventTypes.Read(name, json, log.Count + 1), Activity.Current?.Id));
            if (changes.Command is { } done) commands[done.Key] = done;
            head = log.Count;
        }
        signal.MoveTo(head);
        return Task.FromResult<Outcome<Committed>>(new Committed());
    }

    public Task<Command?> Command(string key, CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult(commands.GetValueOrDefault(key));
    }

    public Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken cancel = default)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<LoggedEvent>>(log.Skip((int)Math.Clamp(position, 0, log.Count)).Take(most).ToList());
    }

    public Task<long> Head(CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult((long)log.Count);
    }

    public async ValueTask<string> Stamp(CancellationToken cancel = default) => (await Head(cancel)).ToString(CultureInfo.InvariantCulture);

    public Task<long> Cursor(string consumer, CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult(cursors.GetValueOrDefault(consumer));
    }

    public Task<bool> Advance(string consumer, long position, long fence, CancellationToken cancel = default)
    {
        lock (gate) cursors[consumer] = Math.Max(position, cursors.GetValueOrDefault(consumer));
        return Task.FromResult(true);
    }

    public ILease Lease(string consumer) => new OnlySite();

    public Task WaitBeyond(long position, CancellationToken cancel) => signal.WaitBeyond(position, cancel);

    /// <summary>The documents of a collection as they stand, in order of id.</summary>
    internal IReadOnlyList<Document<T>> Current<T>()
    {
        lock (gate)
            return
            [
                .. documents.Where(pair => pair.Key.Collection == StoredAs<T>.Collection)
                    .OrderBy(pair => pair.Key.Id, StringComparer.Ordinal)
                    .Select(pair => pair.Value[^1].Read<T>()),
            ];
    }

    internal Document<T>? Find<T>(string id)
    {
        lock (gate) return documents.GetValueOrDefault((StoredAs<T>.Collection, id))?[^1].Read<T>();
    }

    /// <summary>All states a document ever had, oldest first.</summary>
    internal IReadOnlyList<SavedState> History<T>(string id)
    {
        lock (gate) return documents.TryGetValue((StoredAs<T>.Collection, id), out var states) ? [.. states] : [];
    }

    internal void ForgetEarlier(string collection, string id)
    {
        lock (gate)
            if (documents.TryGetValue((collection, id), out var states)) states.RemoveRange(0, states.Count - 1);
    }

    internal Document<T>? AsOf<T>(string id, DateTimeOffset before) =>
        History<T>(id).LastOrDefault(state => state.At < before)?.Read<T>();

    private long? FirstStale(IReadOnlyList<Write> writes)
    {
        var versions = new Dictionary<(string, string), long>();
        foreach (var write in writes)
        {
            if (!Collections.All.Contains(write.Collection)) throw new ArgumentException($"There is no collection '{write.Collection}'.", nameof(writes));
            var key = (write.Collection, write.Id);
            if (!versions.TryGetValue(key, out var stands)) stands = documents.GetValueOrDefault(key)?[^1].Version ?? 0;
            if (stands != write.ReadAt) return stands;
            versions[key] = stands + 1;
        }
        return null;
    }

    private List<SavedState> States(Write write)
    {
        if (!documents.TryGetValue((write.Collection, write.Id), out var states))
            documents[(write.Collection, write.Id)] = states = [];
        return states;
    }
}

/// <summary>One state of a document, as JSON.</summary>
internal sealed record SavedState(long Version, DateTimeOffset At, string Body)
{
    /// <summary>Documents never change, so what was read once is given again.</summary>
    private object? read;

    public Document<T> Read<T>()
    {
        if (read is Document<T> before) return before;
        var document = new Document<T>(JsonSerializer.Deserialize<T>(Body, MarketJson.Options)!, Version);
        read = document;
        return document;
    }
}
