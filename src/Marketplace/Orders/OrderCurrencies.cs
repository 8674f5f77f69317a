namespace Marketplace.Orders;

/// <summary>The currencies in which orders are placed.</summary>
public static class OrderCurrencies
{
    public static IReadOnlyList<string> All { get; } = ["CNY", "USD", "EUR", "GBP", "JPY", "HKD", "SGD", "KRW", "CHF"];

    public static bool Taken(string currency) => All.Contains(currency);
}
