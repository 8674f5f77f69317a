using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>The bank account of whoever is paid, which its own people state. Its id is the payee's.</summary>
[StoredAs("payee_accounts")]
public sealed record PayeeAccount(BankAccount Account, DateTimeOffset SavedAt, string By);

/// <summary>A provider said into which bank account it is paid. The account itself is not told in the log, which is kept for ever.</summary>
public sealed record PayeeAccountSaved(ProviderId Provider) : MarketEvent
{
    public override string Subject => Provider.Value;
}
