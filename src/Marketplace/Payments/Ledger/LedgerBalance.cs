using Marketplace.Storage;

namespace Marketplace.Payments.Ledger;

/// <summary>
/// The balance of an account in a currency: the sum of what events told up to <see cref="Position"/> of the log, which is everything that was
/// ever posted. It can be made again from the log at any time.
/// </summary>
[StoredAs("ledger_balances")]
public sealed record LedgerBalance
{
    public required string Account { get; init; }
    public required string Currency { get; init; }
    public long Debit { get; init; }
    public long Credit { get; init; }
    public long PendingDebit { get; init; }
    public long PendingCredit { get; init; }
    /// <summary>The last event that it holds.</summary>
    public long Position { get; init; }

    public string Id => IdOf(Account, Currency);

    /// <summary>What was posted, as its side counts: debit less credit for A… and E…, the other way for L… and R….</summary>
    public long Posted => IsDebitAccount ? Debit - Credit : Credit - Debit;

    /// <summary>What was posted, less what is about to leave: that on which decisions rest.</summary>
    public long Available => Posted - (IsDebitAccount ? PendingCredit : PendingDebit);

    private bool IsDebitAccount => Account[0] is 'A' or 'E';

    public static string IdOf(string account, string currency) => $"{account}|{currency}";

    internal LedgerBalance With(LedgerLine line, long position)
    {
        var (debit, credit) = line.State == EntryState.Posted ? (line.Debit, line.Credit) : (0, 0);
        var pending = (line.State == EntryState.Pending ? 1 : 0) - (line.Was == EntryState.Pending ? 1 : 0);
        return this with
        {
            Debit = checked(Debit + debit), Credit = checked(Credit + credit), Position = position,
            PendingDebit = checked(PendingDebit + pending * line.Debit), PendingCredit = checked(PendingCredit + pending * line.Credit),
        };
    }
}
