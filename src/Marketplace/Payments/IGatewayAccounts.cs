namespace Marketplace.Payments;

/// <summary>The accounts that a provider of payments keeps for payees; only one that wants such accounts has this.</summary>
public interface IGatewayAccounts
{
    /// <summary>Opens an account for a payee; asked again with the same key within a day, it is the same account.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <exception cref="GatewaySilentException">The provider does not answer, or refuses; what it said is the message.</exception>
    Task<AccountStanding> Open(string payee, string country, string key, CancellationToken cancel);

    /// <summary>A page of the provider's, good for minutes and for once, on which the payee says what the provider wants to know.</summary>
    /// <param name="back">The path of this site's page to which it leads back.</param>
    /// <exception cref="GatewaySilentException">Likewise.</exception>
    Task<Uri> Link(string account, string back, string key, CancellationToken cancel);

    /// <summary>As it stands now; null where there is none of this id.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<AccountStanding?> Read(string account, CancellationToken cancel);
}
