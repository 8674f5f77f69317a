namespace Marketplace.Identity.ActAs;

/// <summary>The clock of a development site: real time, or shifted so that it was set to an instant and runs on from there.</summary>
public sealed class DevTimeProvider : TimeProvider
{
    private long shift;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref shift));

    /// <summary>Null returns to real time.</summary>
    public void Set(DateTimeOffset? now) =>
        Interlocked.Exchange(ref shift, now is { } instant ? (instant - System.GetUtcNow()).Ticks : 0);

    public bool IsShifted => Interlocked.Read(ref shift) != 0;
}
