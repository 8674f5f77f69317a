using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>
/// What is to happen with the money of a payment, as a value: whoever decides says it, and it is carried out in the same commit as the decision
/// (<see cref="MoneyWork.Do"/>). Amounts are minor units of the payment's currency.
/// </summary>
public abstract record MoneyMove
{
    private MoneyMove() { }

    /// <summary>Another amount is agreed, before anything is paid or asked for.</summary>
    /// <param name="Vat">The payee's value-added tax within it.</param>
    public sealed record Reprice(Money Gross, long Vat) : MoneyMove;

    /// <summary>Opens a payment page for the whole amount, or awaits the transfer where there is one. No money moves by it.</summary>
    public sealed record Collect(BankTransfer? By = null) : MoneyMove;

    /// <summary>The payee says that the direct transfer arrived, all of it.</summary>
    public sealed record Receive : MoneyMove;

    /// <summary>Closes the payment page. Whether the payer was quicker is told afterwards.</summary>
    public sealed record CancelCollect : MoneyMove;

    /// <summary>Of what is held, the part is the payee's from now on, less the fee and its tax.</summary>
    public sealed record Accept(long Gross) : MoneyMove;

    /// <summary>Undoes the accepting of what is not yet on its way to the payee.</summary>
    public sealed record TakeBack : MoneyMove;

    /// <summary>Sends the payee what was accepted.</summary>
    public sealed record Release : MoneyMove;

    /// <summary>Sends the payer back some of what is held.</summary>
    public sealed record Refund(long Amount) : MoneyMove;

    /// <summary>The payer says that what the payee was to send back directly arrived.</summary>
    public sealed record RefundArrived : MoneyMove;

    /// <summary>Fetches from the payee what they were paid for so much of the gross, and sends the gross back to the payer.</summary>
    public sealed record Reverse(long Gross) : MoneyMove;

    /// <summary>Tells the payer's bank why the payment should stand, now or later; it can be told once.</summary>
    /// <param name="Chargeback">The provider's id of it.</param>
    /// <param name="At">When it is sent, where nothing better takes its place before.</param>
    public sealed record Answer(string Chargeback, ChargebackEvidence Evidence, DateTimeOffset At) : MoneyMove;

    /// <summary>What is owed to the payer was paid to them from the platform's bank account, by a person.</summary>
    public sealed record PaidByHand : MoneyMove;
}
