using System.Globalization;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>
/// <c>Ready</c>: to be sent. <c>Leased</c>: somebody sends it, or did and did not come back. <c>Awaited</c>: the provider has it and has not
/// finished. <c>Stuck</c>: nobody knows, and only a person can go on. The others are ends.
/// </summary>
public enum CallStatus { Ready, Leased, Awaited, Done, Refused, Withdrawn, Stuck }

/// <summary>
/// One thing asked of the payment provider, with the key and the bytes it is asked with. It is written in the commit that decides it and sent
/// outside any; the same key and bytes are sent until the answer is known.
/// </summary>
[StoredAs("provider_calls")]
public sealed record ProviderCall
{
    public required string Key { get; init; }
    public required string Reference { get; init; }
    public required GatewayOperation Operation { get; init; }
    public required Money Amount { get; init; }
    public required string Path { get; init; }
    public required string Body { get; init; }
    /// <summary>SHA-256 of <see cref="Body"/>: what is sent is what was decided.</summary>
    public required string BodyHash { get; init; }
    public CallStatus Status { get; init; }
    /// <summary>How often it was leased; also the fencing number of whoever holds it.</summary>
    public int Attempts { get; init; }
    public DateTimeOffset? FirstSentAt { get; init; }
    /// <summary>When it is looked at next; null where nothing is to be done.</summary>
    public DateTimeOffset? DueAt { get; init; }
    public string? LastFailure { get; init; }
    /// <summary>How often in a row it failed alike.</summary>
    public int SameFailures { get; init; }
    /// <summary>How often the provider was searched for its effect in vain.</summary>
    public int EmptyReads { get; init; }
    /// <summary>The provider's id of what it made.</summary>
    public string? Object { get; init; }
    /// <summary>Why it was refused.</summary>
    public string? Refusal { get; init; }
    /// <summary>The entries that wait for its end.</summary>
    public IReadOnlyList<LedgerEntry> Pending { get; init; } = [];
    /// <summary>Of a refund that sends back a charge too many: that charge.</summary>
    public string? Stray { get; init; }
    /// <summary>Of fetching back: how the gross is shared.</summary>
    public Part? Part { get; init; }

    /// <summary>A bank transfer that a person makes; nothing is sent.</summary>
    public bool ByHand { get; init; }

    /// <summary>For looking up those that wait for a person; null of all others.</summary>
    public string? Task => ByHand && !IsOver ? Key : null;

    /// <summary>The order in which calls fall due; null where nothing is to be done.</summary>
    public string? Due => DueAt is { } at ? DueText(at) : null;

    /// <summary>What became of it is known; of one that is stuck it is not.</summary>
    internal bool IsOver => Status is CallStatus.Done or CallStatus.Refused or CallStatus.Withdrawn;

    public static string DueText(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
