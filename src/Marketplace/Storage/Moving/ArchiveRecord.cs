using System.Text.Json;

namespace Marketplace.Storage.Moving;

/// <summary>One line of an export.</summary>
public abstract record ArchiveRecord;

/// <summary>A document as it stands (in the part of its collection), or one of its earlier versions (in the part named <c>…_history</c>).</summary>
public sealed record ArchivedDocument(string Id, long Version, DateTimeOffset SavedAt, JsonElement Body) : ArchiveRecord;

public sealed record ArchivedEvent(long Position, DateTimeOffset At, string Kind, string Subject, JsonElement Body, string? Trace) : ArchiveRecord;

/// <summary>What a command was answered, so that a caller who asks again after the move has no second effect.</summary>
public sealed record ArchivedCommand(string Key, string Fingerprint, string Answer, DateTimeOffset At) : ArchiveRecord;

/// <summary>How far a consumer that acts for all sites has heard, so that none acts twice. What is derived keeps its own cursor.</summary>
public sealed record ArchivedCursor(string Consumer, long Position) : ArchiveRecord;

public sealed record ArchivedJob(long Id, string Job, JobStatus Status, string Progress) : ArchiveRecord;

/// <summary>A key that protects cookies, forms and page cursors, or the revocation of one.</summary>
public sealed record ArchivedKey(string Name, string Xml) : ArchiveRecord;

/// <summary>A kind of records; each has a file of an export to itself.</summary>
public sealed record ArchivePart(string Name, Type Record)
{
    private const string Earlier = "_history";

    public static ArchivePart Log { get; } = new("log", typeof(ArchivedEvent));

    public static ArchivePart Commands { get; } = new("commands", typeof(ArchivedCommand));

    public static ArchivePart Cursors { get; } = new("cursors", typeof(ArchivedCursor));

    public static ArchivePart Jobs { get; } = new("job_requests", typeof(ArchivedJob));

    public static ArchivePart Keys { get; } = new("keys", typeof(ArchivedKey));

    /// <summary>In the order in which they are carried.</summary>
    public static IReadOnlyList<ArchivePart> All { get; } =
    [
        .. Collections.All.SelectMany(collection => new[] { Of(collection), Of(collection + Earlier) }), Log, Commands, Cursors, Jobs, Keys,
    ];

    /// <summary>The part of this name; an export of another version of the program may have one that is not known here.</summary>
    public static ArchivePart Named(string name) =>
        All.FirstOrDefault(part => part.Name == name) ?? throw new InvalidDataException($"The export has a part '{name}', which this program does not know. Import it with the version that wrote it.");

    /// <summary>Whether it holds documents, and if so, whether those of before.</summary>
    public bool IsDocuments(out bool earlier)
    {
        earlier = Name.EndsWith(Earlier, StringComparison.Ordinal);
        return Record == typeof(ArchivedDocument);
    }

    private static ArchivePart Of(string collection) => new(collection, typeof(ArchivedDocument));
}
