using Marketplace.Storage;

namespace Marketplace.Payments;

/// <summary>A payee's account at the provider of payments, as it was when it was looked at last.</summary>
/// <param name="Due">What the provider of payments still wants to know, by its own codes.</param>
/// <param name="Disabled">Its code for why the account is restricted; null where it is not.</param>
public sealed record AccountStanding(string Account, string? Payee, bool CanBePaid, IReadOnlyList<string> Due, string? Disabled);

/// <summary>Where a payee is paid.</summary>
[StoredAs("payout_accounts")]
public sealed record PayoutAccount
{
    public required string Payee { get; init; }
    /// <summary>The provider's id of it.</summary>
    public required string Account { get; init; }
    public bool CanBePaid { get; init; }
    public IReadOnlyList<string> Due { get; init; } = [];
    public string? Disabled { get; init; }
    public required DateTimeOffset ReadAt { get; init; }

    internal PayoutAccount With(AccountStanding now, DateTimeOffset at) => this with { CanBePaid = now.CanBePaid, Due = now.Due, Disabled = now.Disabled, ReadAt = at };
}

/// <summary>The payee's account can be paid now, or cannot any more.</summary>
public sealed record PayoutAccountChanged(string Payee, bool CanBePaid) : MarketEvent
{
    public override string Subject => Payee;
}
