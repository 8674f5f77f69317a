namespace Marketplace.Identity.Server.Address;

/// <summary>An account's wish for another address, until the owners of both have agreed or a day has passed. There is one at a time.</summary>
internal sealed class AddressChange
{
    public static readonly TimeSpan GoodFor = TimeSpan.FromHours(24);

    public required string AccountId { get; init; }

    /// <summary>Part of every link, so that those of an earlier wish are void.</summary>
    public required string Key { get; init; }

    public required string Email { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public DateTimeOffset? OldAgreedAt { get; init; }

    public DateTimeOffset? NewAgreedAt { get; init; }
}
