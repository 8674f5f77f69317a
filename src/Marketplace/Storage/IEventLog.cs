namespace Marketplace.Storage;

/// <summary>An event with its place in the log. Positions grow with every event, in commit order, without one becoming visible before a lower one.</summary>
/// <param name="TraceParent">The W3C trace context of whoever committed it, so that what is done about it joins the same trace.</param>
public sealed record LoggedEvent(long Position, DateTimeOffset At, MarketEvent Event, string? TraceParent = null);

/// <summary>The ordered log of what happened (the outbox). Each consumer keeps a cursor of its own.</summary>
public interface IEventLog
{
    Task<IReadOnlyList<LoggedEvent>> After(long position, int most, CancellationToken cancel = default);

    Task<long> Head(CancellationToken cancel = default);

    /// <summary>The position up to which this consumer has worked; 0 for a new one.</summary>
    Task<long> Cursor(string consumer, CancellationToken cancel = default);

    /// <summary>Moves the cursor forward; a lower position than it has is ignored.</summary>
    Task Advance(string consumer, long position, CancellationToken cancel = default);

    /// <summary>Completes soon after something is appended beyond the position (a hint; a reader polls as well).</summary>
    Task WaitBeyond(long position, CancellationToken cancel);
}
