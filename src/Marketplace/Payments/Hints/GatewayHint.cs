using Marketplace.Storage;

namespace Marketplace.Payments.Hints;

/// <summary>
/// Something the provider told us, kept as it came. It is a hint that something may have changed, and no more: what is believed is what the
/// provider answers when it is asked for the thing itself.
/// </summary>
[StoredAs("payment_hints")]
public sealed record GatewayHint
{
    /// <summary>The provider's id of the event: told twice, it is kept once.</summary>
    public required string Id { get; init; }
    public required GatewayKind Kind { get; init; }
    /// <summary>The provider's id of what it is about.</summary>
    public required string Object { get; init; }
    public required string Raw { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public DateTimeOffset? DueAt { get; init; }
    public int Attempts { get; init; }
    /// <summary>What became of it.</summary>
    public string? Outcome { get; init; }

    /// <summary>The order in which hints are looked at; null where it was done.</summary>
    public string? Due => DueAt is { } at ? ProviderCall.DueText(at) : null;
}

/// <summary>How far the provider's own list of events was read.</summary>
[StoredAs("payment_sweeps")]
public sealed record SweepMark(DateTimeOffset Until)
{
    public const string Id = "events";
}
