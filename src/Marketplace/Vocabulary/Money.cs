using System.Globalization;

namespace Marketplace.Vocabulary;

/// <summary>
/// An amount in minor units (fen, cents) of an ISO 4217 currency. Never a floating-point number. A sum that does not fit throws
/// <see cref="OverflowException"/>, and one of two currencies <see cref="InvalidOperationException"/>: neither is ever rounded or converted.
/// </summary>
public readonly record struct Money(long Amount, string Currency) : IComparable<Money>
{
    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money one, Money other) => one with { Amount = checked(one.Amount + other.In(one.Currency)) };

    public static Money operator -(Money one, Money other) => one with { Amount = checked(one.Amount - other.In(one.Currency)) };

    public static Money operator -(Money it) => it with { Amount = checked(-it.Amount) };

    public static Money operator *(Money it, long times) => it with { Amount = checked(it.Amount * times) };

    public static bool operator <(Money one, Money other) => one.CompareTo(other) < 0;

    public static bool operator >(Money one, Money other) => one.CompareTo(other) > 0;

    public static bool operator <=(Money one, Money other) => one.CompareTo(other) <= 0;

    public static bool operator >=(Money one, Money other) => one.CompareTo(other) >= 0;

    public int CompareTo(Money other) => Amount.CompareTo(other.In(Currency));

    /// <param name="currency">That of the sum, which an empty list has too.</param>
    public static Money Sum(IEnumerable<Money> amounts, string currency) => amounts.Aggregate(Zero(currency), (sum, next) => sum + next);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Currency} {Amount}");

    private long In(string currency) => Currency == currency
        ? Amount
        : throw new InvalidOperationException($"{this} is not in {currency}: amounts of two currencies have no sum and no order.");
}
