namespace Marketplace.Storage;

/// <summary>Something whose time has come.</summary>
/// <param name="Key">By which whoever named it finds it again.</param>
public sealed record Due(string Key, DateTimeOffset At);

/// <summary>For whoever has time-outs: says what is due, and does it when it is rung. One site rings for all that share the records.</summary>
public interface IHaveClocks
{
    /// <summary>For the operator's eyes.</summary>
    string Name { get; }

    /// <summary>What is due by then, the longest due first. Asked every second, so it must not depend on how much is not due.</summary>
    Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel);

    /// <summary>
    /// Does what is due, and what became due since. It must bear being rung twice, and afterwards the thing must not be due any more, or only later.
    /// </summary>
    Task Ring(Due due, CancellationToken cancel);
}
