using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>Something was posted, or something pending came to its end: the whole of it, so that all balances follow from these events alone.</summary>
public sealed record LedgerMoved(string Reference, IReadOnlyList<LedgerLine> Lines) : MarketEvent
{
    public override string Subject => Reference;
}

/// <summary>Another amount was agreed before anything was paid.</summary>
public sealed record PaymentRepriced(string Reference, Money Gross, long Vat) : MarketEvent
{
    public override string Subject => Reference;
}

/// <summary>The provider was asked for something; the amount moves when it answers.</summary>
/// <param name="Call">The key that it is asked with, which names the call and opens nothing.</param>
public sealed record PaymentCallMade(string Reference, string Call, GatewayOperation Operation, Money Amount) : MarketEvent
{
    public override string Subject => Reference;
}

/// <param name="Because">A code, where it did not do what was asked.</param>
public sealed record PaymentCallEnded(string Reference, string Call, GatewayOperation Operation, CallStatus Status, string? Because) : MarketEvent
{
    public override string Subject => Reference;
}

/// <summary>A person must look at the payment.</summary>
public sealed record PaymentWantsAttention(string Reference, string Because) : MarketEvent
{
    public override string Subject => Reference;
}

/// <summary>The payer's bank asks the money back, or how that stands changed.</summary>
/// <param name="Chargeback">The provider's id of it.</param>
/// <param name="Missing">Taken from the platform and not given back.</param>
public sealed record PaymentChargedBack(string Reference, string Chargeback, ChargebackState State, Money Missing) : MarketEvent
{
    public override string Subject => Reference;
}

/// <summary>An invoice or a credit note has its number.</summary>
public sealed record InvoiceNumbered(string Reference, string Number, string? Credits) : MarketEvent
{
    public override string Subject => Reference;
}
