namespace Marketplace.Storage;

/// <summary>Hears every event of the log in order, at least once; it must bear repetition.</summary>
public interface IHear
{
    /// <summary>The name of its cursor; it never changes.</summary>
    string Consumer { get; }

    Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel);
}
