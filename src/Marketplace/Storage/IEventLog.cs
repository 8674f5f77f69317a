namespace Marketplace.Storage;

/// <summary>An event with its place in the log. Positions grow with every event, in commit order, without one becoming visible before a lower one.</summary>
/// <param name="TraceParent">The W3C trace context of whoever committed it, so that what is done about it joins the same trace.</param>
public sealed record LoggedEvent(long Position, DateTimeOffset At, MarketEvent Event, string? TraceParent = null);

/// <summary>The ordered log of what happened (the outbox). Each consumer keeps a cursor of its own.</summary>
public interface IEventLog
{
    Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken cancel = default);

    /// <summary>The position of the last event. Whatever was acknowledged before the question lies at or before it.</summary>
    Task<long> Head(CancellationToken cancel = default);

    /// <summary>
    /// A word that is new whenever this process learns that something was committed: here at once, by another process within
    /// <see cref="LongestLag"/>. It is asked for every page, so it costs no journey to another machine.
    /// </summary>
    ValueTask<string> Stamp(CancellationToken cancel = default);

    /// <summary>After this time a commit of another process shows in <see cref="Stamp"/>, as long as the engine answers.</summary>
    static TimeSpan LongestLag { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The position up to which this consumer has worked; 0 for a new one.</summary>
    Task<long> Cursor(string consumer, CancellationToken cancel = default);

    /// <summary>Moves the cursor forward; a lower position than it has is ignored.</summary>
    /// <param name="fence">The number of the consumer's <see cref="Lease"/>.</param>
    /// <returns>False where another site has taken the lease since: then the cursor is no longer this one's to move.</returns>
    Task<bool> Advance(string consumer, long position, long fence, CancellationToken cancel = default);

    /// <summary>The right to hear for this consumer and to move its cursor.</summary>
    ILease Lease(string consumer);

    /// <summary>Completes soon after something is appended beyond the position (a hint; a reader polls as well).</summary>
    Task WaitBeyond(long position, CancellationToken cancel);
}
