using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Storage;

/// <summary>A document as it stands in the store. Versions start at 1 and grow by one with each write.</summary>
public sealed record Document<T>(T Value, long Version);

/// <summary>
/// One write of a <see cref="Changes"/>: the document, and the version at which it was read (0 for a new one).
/// Its collection is that of <see cref="StoredAs"/>; the state before stays readable as an earlier version.
/// </summary>
public sealed record Write(string Collection, string Id, object Value, long ReadAt);

/// <summary>What other rooms may hear. Derived records are serialised by their type's name.</summary>
public abstract record MarketEvent
{
    /// <summary>What the event is about: a listing's, provider's or certificate's id.</summary>
    public abstract string Subject { get; }

    /// <summary>Whether what happens to the subject is a chain of its own in the record, so that it can be proved apart from everything else.</summary>
    [JsonIgnore]
    public virtual bool IsChained => false;

    /// <summary>The id of the person who did it; null for the site itself. Set for every event at once where the commit is made.</summary>
    public string? By { get; init; }

    /// <summary>The organisation that the person acted for.</summary>
    public string? For { get; init; }
}

/// <summary>Names a caller's intention, so that a repeated request has one effect and gets the first answer.</summary>
/// <param name="Key">Unique per actor and request, e.g. the actor's id and the Idempotency-Key.</param>
/// <param name="Fingerprint">A hash of what was asked; the same key with another fingerprint is refused.</param>
/// <param name="Answer">What to say again.</param>
public sealed record Command(string Key, string Fingerprint, string Answer);

/// <summary>A list of writes and events that take effect together or not at all.</summary>
public sealed record Changes(IReadOnlyList<Write> Writes, IReadOnlyList<MarketEvent> Events, DateTimeOffset At, Command? Command = null);

/// <summary>What a commit came to.</summary>
/// <param name="Repeated">Not null when the command had been committed before: the answer given then; nothing was written now.</param>
public sealed record Committed(string? Repeated = null);

/// <summary>
/// The one way to write. A commit is atomic and durable when it returns: all documents, all events and the command, or nothing.
/// A stale version is refused with <see cref="RefusalKind.Stale"/> and the current version; a known key with another fingerprint
/// with <see cref="RefusalKind.Unprocessable"/> and code <c>idempotency_mismatch</c>.
/// </summary>
public interface IStore
{
    Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default);

    /// <summary>The command of this key, where one was committed.</summary>
    Task<Command?> Command(string key, CancellationToken cancel = default);
}

/// <summary>Tells the collection in which a document type is kept.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class StoredAsAttribute(string collection) : Attribute
{
    public string Collection { get; } = collection;
}

public static class StoredAs<T>
{
    public static string Collection { get; } =
        ((StoredAsAttribute?)Attribute.GetCustomAttribute(typeof(T), typeof(StoredAsAttribute)))?.Collection
        ?? throw new InvalidOperationException($"{typeof(T).Name} has no [StoredAs].");

    public static Write Write(string id, T value, long readAt) => new(Collection, id, value!, readAt);
}
