using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>An amount as the API takes and gives it, in minor units.</summary>
internal sealed record Amount(long Minor, string Currency)
{
    public static Amount Of(Money money) => new(money.Amount, money.Currency);
}
