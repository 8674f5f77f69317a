namespace Marketplace.Rigs.Paying;

/// <summary>Time that stands still until it is moved.</summary>
public sealed class RigTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2027, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
