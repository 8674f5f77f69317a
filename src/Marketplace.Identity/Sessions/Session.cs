namespace Marketplace.Identity.Server.Sessions;

/// <summary>A sign-in that lasts: on one device, until it is ended, is left idle, or has run its longest.</summary>
internal sealed class Session
{
    public static readonly TimeSpan IdleAtMost = TimeSpan.FromHours(8);
    public static readonly TimeSpan LongestEver = TimeSpan.FromDays(7);

    public required string Id { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the owner last proved who they are.</summary>
    public required DateTimeOffset ProvedAt { get; set; }

    public required DateTimeOffset SeenAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The session that goes on for this one since its owner proved themselves again.</summary>
    public string? SucceededBy { get; init; }

    /// <summary>How, as OpenID Connect's <c>amr</c>, separated by spaces.</summary>
    public required string Methods { get; set; }

    public required string Network { get; init; }

    public required string Device { get; init; }

    public bool IsAlive(DateTimeOffset now) => EndedAt is null && now < StartedAt + LongestEver && now < SeenAt + IdleAtMost;

    public bool WasProved(DateTimeOffset now, TimeSpan within) => now - ProvedAt <= within;
}
