using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Payments;

/// <summary>
/// What is paid by transfer into the account that a custodian keeps: the same postings with the bank in the provider's place. A payout or a refund is
/// the same call, which nobody sends but a person; its end is a line of the statement.
/// </summary>
public sealed partial class MoneyWork
{
    /// <summary>The custodian's own path, so that a call by hand is told from one over the wire.</summary>
    private const string ByHandPath = "/bank";

    private static bool IsLine(string? charge) => charge?.StartsWith(StatementLine.Prefix, StringComparison.Ordinal) == true;

    /// <summary>Where the money of a charge lies.</summary>
    private static string AccountOf(string? charge) => IsLine(charge) ? Accounts.Bank : Accounts.Provider;

    /// <summary>It is paid in this way, or was to be.</summary>
    internal void Choose(PayBy by) => Payment = Payment with { By = by };

    /// <summary>Money came that is wanted; what is more than was asked for goes back.</summary>
    internal void Keep(StatementLine line)
    {
        var more = line.Amount.Amount - Payment.Gross.Amount;
        Post(EntryState.Posted, Dr(Accounts.Bank, line.Amount.Amount), Cr(Accounts.Held(Payment.Reference), Payment.Gross.Amount), Cr(Accounts.Refund(Payment.Payer), more));
        Payment = Payment with { By = PayBy.Held, Collecting = null, CollectedAt = now, Charge = line.Id, Held = Payment.Gross.Amount };
        if (more > 0) SendBack("refund-late", more, line.Id, line.Id);
    }

    /// <summary>Money came that is not wanted, or not all of what was asked for: all of it goes back.</summary>
    internal void Return(StatementLine line)
    {
        Post(EntryState.Posted, Dr(Accounts.Bank, line.Amount.Amount), Cr(Accounts.Refund(Payment.Payer), line.Amount.Amount));
        Payment = Payment with { Strays = [.. Payment.Strays, line.Id] };
        SendBack("refund-late", line.Amount.Amount, line.Id, line.Id);
    }

    private Refusal? PaidByHand()
    {
        if (Payment.Owed == 0) return Refusal.Because(RefusalKind.Conflict, "nothing_owed", "没有待人工退还的款项。", "Nothing is owed by hand.");
        Post(EntryState.Posted, Dr(Accounts.Refund(Payment.Payer), Payment.Owed), Cr(Accounts.Bank, Payment.Owed));
        Payment = Payment with { Owed = 0, Refunded = Payment.Refunded + Payment.Owed, Attention = null };
        return null;
    }

    private void Name(BankTransfer transfer)
    {
        if (transfer.By == PayBy.Held && Payment.Wire is null)
            written.Add(StoredAs<TransferName>.Write(transfer.Reference, new TransferName(Payment.Reference), 0));
    }

    private GatewayRequest Written(GatewayOrder order) =>
        IsLine(order.On) ? new GatewayRequest(ByHandPath, System.Text.Json.JsonSerializer.Serialize(order, MarketJson.Options)) : gateway.Write(order);
}
