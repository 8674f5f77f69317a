using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>What became of a payment.</summary>
public enum PaymentNews
{
    /// <summary>The payer paid, for the first time or again. The owner says whether it is still wanted.</summary>
    Collected,
    /// <summary>The payment page closed without money.</summary>
    CollectEnded,
    /// <summary>The payee has what was accepted.</summary>
    Released,
    /// <summary>The payee cannot be paid for a reason that can be cured; it is tried again when the owner says so.</summary>
    ReleaseRefused,
    /// <summary>The payer has the refund.</summary>
    Refunded,
    /// <summary>The refund will not arrive: it is owed by hand.</summary>
    RefundFailed,
    /// <summary>Fetched back from the payee; the refund is on its way.</summary>
    Reversed,
    /// <summary>The payer's bank asks the money back, or how that stands changed.</summary>
    ChargedBack,
    /// <summary>The payer's bank keeps it, for good.</summary>
    ChargebackLost,
    /// <summary>It cannot go on without a person.</summary>
    Stuck,
}

/// <param name="Payment">As it stands after the news; of <see cref="PaymentNews.Collected"/>, before it.</param>
/// <param name="Because">A code of what was refused or went wrong.</param>
public sealed record PaymentTold(PaymentNews News, Payment Payment, DateTimeOffset At, Money? Amount = null, string? Because = null);

/// <summary>What the owner writes in the commit that records the news.</summary>
/// <param name="TakesMoney">Of <see cref="PaymentNews.Collected"/>: false sends it back.</param>
public sealed record OwnerAnswer(bool TakesMoney, IReadOnlyList<Write> Writes, IReadOnlyList<MarketEvent> Events)
{
    /// <summary>Of <see cref="PaymentNews.ChargedBack"/>: what the bank is told in time, where no person writes something better.</summary>
    public ChargebackEvidence? Evidence { get; init; }

    public static OwnerAnswer Nothing(bool takesMoney = false) => new(takesMoney, [], []);
}

/// <summary>For what is paid: it hears what becomes of its payments, and what it writes is committed together with the ledger.</summary>
public interface IPaymentOwner
{
    bool Owns(string reference);

    /// <summary>Reads what stands and answers; asked again where somebody else wrote in the meantime, so it has no effect of its own.</summary>
    Task<OwnerAnswer> Hear(PaymentTold told, CancellationToken cancel);
}
