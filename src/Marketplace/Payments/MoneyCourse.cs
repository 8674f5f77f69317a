using Marketplace.Payments.Ledger;

namespace Marketplace.Payments;

/// <summary>Where the money of a payment was from an instant on, in minor units; together it is all that was paid in.</summary>
/// <param name="Held">Kept for the payer until something is accepted.</param>
/// <param name="Payable">Accepted, less fee and tax, and not paid out yet.</param>
/// <param name="PaidOut">With the payee.</param>
/// <param name="Fees">The platform's fee on what was accepted, and the tax on it.</param>
/// <param name="GoingBack">To be given back and not given back yet, or fetched back from the payee until the payer's bank has decided.</param>
/// <param name="Refunded">With the payer again.</param>
/// <param name="TakenBack">Taken for good by the payer's bank.</param>
public sealed record MoneyPoint(DateTimeOffset At, long Held = 0, long Payable = 0, long PaidOut = 0, long Fees = 0, long GoingBack = 0, long Refunded = 0, long TakenBack = 0)
{
    public long PaidIn => checked(Held + Payable + PaidOut + Fees + GoingBack + Refunded + TakenBack);
}

/// <summary>
/// Tells from a payment's entries in the ledger where its money was at which time. What the ledger does not say, which of the sums that came back were
/// fetched from the payee, which are refunds that failed and which the payer paid beyond the first, follows from what the payment adds up to.
/// </summary>
internal sealed class MoneyCourse
{
    private readonly List<MoneyPoint> points = [];
    private MoneyPoint stands = new(default);
    private long fetched;
    private long failed;

    private MoneyCourse()
    {
    }

    /// <summary>One point for each instant at which something moved, the oldest first. Of what is paid directly nothing is held here, so there is none.</summary>
    public static IReadOnlyList<MoneyPoint> Of(Payment payment, IEnumerable<LedgerEntry> entries)
    {
        var causes = entries.Where(it => it.State == EntryState.Posted).GroupBy(it => (it.Command, At: it.EndedAt ?? it.At))
            .OrderBy(it => it.Key.At).ThenBy(it => it.First().Place, StringComparer.Ordinal).Select(it => (it.Key.At, Sums: Moved.Of(it))).Where(it => !it.Sums.IsDirect).ToList();
        var course = new MoneyCourse
        {
            fetched = causes.Sum(it => it.Sums.ToPayee - it.Sums.FromCover) - payment.Released,
            failed = causes.Sum(it => it.Sums.ToPayer) - payment.Refunded,
        };
        foreach (var (at, sums) in causes) course.Apply(at, sums);
        return course.points;
    }

    private void Apply(DateTimeOffset at, Moved it)
    {
        if (it is { Held: 0, Payable: 0, Refund: 0, Cover: 0, Fees: 0 }) return;
        stands = stands with { At = at, Held = stands.Held + it.Held, Payable = stands.Payable + it.Payable, GoingBack = stands.GoingBack + it.Refund + it.Cover, Fees = stands.Fees + it.Fees };
        if (it.Chargeback != 0) stands = stands with { TakenBack = stands.TakenBack - it.Held - it.Payable - it.Refund - it.Cover };
        stands = stands with { PaidOut = stands.PaidOut + it.ToPayee - it.FromCover, Refunded = stands.Refunded + it.ToPayer };
        if (it is { Refund: > 0, Held: 0, Cash: > 0 }) CameBack(it);
        if (points is [.., var last] && last.At == at) points.RemoveAt(points.Count - 1);
        points.Add(stands);
    }

    private void CameBack(Moved it)
    {
        if (it.Fees < 0 || (fetched >= it.Cash && stands.PaidOut >= it.Cash))
        {
            fetched -= it.Cash;
            stands = stands with { PaidOut = stands.PaidOut - it.Cash };
        }
        else if (failed >= it.Cash && stands.Refunded >= it.Cash)
        {
            failed -= it.Cash;
            stands = stands with { Refunded = stands.Refunded - it.Cash };
        }
    }

    /// <summary>What one cause did: of what is owed and earned how much more, and of what the platform has how much more.</summary>
    private sealed record Moved(long Held, long Payable, long Refund, long Cover, long Fees, long Cash, long Chargeback, bool IsDirect)
    {
        public long ToPayee => Payable < 0 && Cash < 0 ? -Cash : 0;

        public long FromCover => Cover > 0 && Cash > 0 ? Cash : 0;

        public long ToPayer => Refund < 0 && Cash < 0 ? -Cash : 0;

        public static Moved Of(IEnumerable<LedgerEntry> lines)
        {
            var all = lines.ToList();
            long Owed(string account) => all.Where(it => it.Account.StartsWith(account, StringComparison.Ordinal)).Sum(it => it.Credit - it.Debit);
            return new(Owed(Accounts.Held("")), Owed(Accounts.Payable("")), Owed(Accounts.Refund("")), Owed(Accounts.Cover("")), Owed(Accounts.Fees) + Owed(Accounts.Tax),
                -Owed(Accounts.Provider) - Owed(Accounts.Bank), Owed(Accounts.Chargeback), all.Any(it => it.Account.StartsWith(Accounts.RecoverPrefix, StringComparison.Ordinal)));
        }
    }
}
