namespace Marketplace.Storage;

/// <summary>
/// Hears every event of the log in order, at least once; it must bear repetition. Where several sites share the records, one of them hears
/// for all: the one that holds the consumer's <see cref="ILease"/>.
/// </summary>
public interface IHear
{
    /// <summary>The name of its cursor; it never changes.</summary>
    string Consumer { get; }

    Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel);

    /// <summary>
    /// The same, with the fencing number under which the site hears; for whoever writes to a place that can refuse a lower number than it
    /// has seen.
    /// </summary>
    Task Hear(IReadOnlyList<LoggedEvent> events, long fence, CancellationToken cancel) => Hear(events, cancel);
}

/// <summary>
/// A hearer whose work is only as durable as its own store, and which therefore remembers itself how far that reaches
/// (a search index that was flushed up to some position). The log keeps no cursor for it, and it hears at every site.
/// </summary>
public interface IKeepMyCursor : IHear
{
    /// <summary>The position up to which its work is durable. Asked at start and after a failure; events after it are heard again.</summary>
    ValueTask<long> Position(CancellationToken cancel);

    /// <summary>
    /// All events up to the position were heard: a good moment to make the work durable. Called when the log falls quiet,
    /// every few seconds while it does not, and once at shutdown.
    /// </summary>
    Task Settle(long position, CancellationToken cancel);
}
