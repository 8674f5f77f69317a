namespace Marketplace.Vocabulary;

/// <summary>An amount in minor units (fen, cents) of an ISO 4217 currency. Never a floating-point number.</summary>
public readonly record struct Money(long Amount, string Currency)
{
    public override string ToString() => $"{Currency} {Amount}";
}
