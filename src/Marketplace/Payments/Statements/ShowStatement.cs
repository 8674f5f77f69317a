using System.Globalization;
using Marketplace.Identity;
using Marketplace.Payments.Ledger;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Statements;

/// <summary>What one currency of a payee's month came to, in minor units.</summary>
/// <param name="Opening">Owed to the payee when the month began.</param>
/// <param name="Accepted">Became the payee's, less fee and tax; what was taken back is taken off.</param>
/// <param name="PaidOut">Left for the payee's account.</param>
/// <param name="FeesOwed">Fees on what was paid to the payee directly, which it owes; by the end of the month, and of all time.</param>
public sealed record MonthSum(string Currency, long Opening, long Accepted, long PaidOut, long FeesOwed)
{
    public long Closing => Opening + Accepted - PaidOut;
}

/// <summary>A payee's month: what the ledger and the invoices say of it. Days and months are of UTC, as the books are.</summary>
public sealed record Statement(ProviderName Payee, string Month, IReadOnlyList<MonthSum> Sums, IReadOnlyList<LedgerEntry> Entries, IReadOnlyList<Invoice> Invoices);

/// <summary>Statements and invoices, for the payee's own people, operators and auditors. To everybody else there are none.</summary>
internal sealed class ShowStatement(ILedger ledger, IPayments payments, IProviderNames providers, MarketClock clock)
{
    private const int Batch = 500;
    /// <summary>More rows than a paper is read to; the sums hold all of them.</summary>
    private const int MostRows = 2000;
    private const string MonthFormat = "yyyy-MM";

    /// <summary>The months of which there is something to state, the newest first.</summary>
    public async Task<Outcome<(ProviderName Payee, IReadOnlyList<string> Months)>> Months(Actor actor, ProviderId payee, CancellationToken cancel = default)
    {
        if (await providers.Find(payee, cancel) is not { } name) return Refusal.NotFound();
        if (!actor.MaySee(payee)) return Refusal.Forbidden();
        var first = (await Task.WhenAll(Accounts.Of(payee.Value).Select(account => ledger.OfAccount(account, null, 1, cancel)))).SelectMany(it => it).Select(it => (DateTimeOffset?)it.At).Min();
        var months = new List<string>();
        if (first is { } at)
            for (var month = new DateTime(clock.Now.UtcDateTime.Year, clock.Now.UtcDateTime.Month, 1); month >= new DateTime(at.UtcDateTime.Year, at.UtcDateTime.Month, 1); month = month.AddMonths(-1))
                months.Add(month.ToString(MonthFormat, CultureInfo.InvariantCulture));
        return (name, months);
    }

    public async Task<Outcome<Statement>> Run(Actor actor, ProviderId payee, string month, CancellationToken cancel = default)
    {
        if (await providers.Find(payee, cancel) is not { } name) return Refusal.NotFound();
        if (!actor.MaySee(payee)) return Refusal.Forbidden();
        if (!DateTime.TryParseExact(month, MonthFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return Refusal.NotFound();
        var sums = new Dictionary<string, MonthSum>(StringComparer.Ordinal);
        var rows = new List<LedgerEntry>();
        foreach (var account in Accounts.Of(payee.Value))
            await foreach (var it in UntilEndOf(account, month, cancel))
            {
                if (it.State != EntryState.Posted) continue;
                var within = it.Place.StartsWith(month, StringComparison.Ordinal);
                sums[it.Currency] = With(sums.GetValueOrDefault(it.Currency) ?? new MonthSum(it.Currency, 0, 0, 0, 0), it, within);
                if (within && rows.Count < MostRows) rows.Add(it);
            }
        return new Statement(name, month, [.. sums.Values.OrderBy(it => it.Currency, StringComparer.Ordinal)], [.. rows.OrderBy(it => it.Place, StringComparer.Ordinal)], await Invoices(payee.Value, month, cancel));
    }

    /// <summary>One invoice or credit note.</summary>
    public async Task<Outcome<(ProviderName Payee, Invoice Invoice)>> Invoice(Actor actor, string number, CancellationToken cancel = default)
    {
        if (await payments.Invoice(number, cancel) is not { Value: var invoice } || !ProviderId.TryParse(invoice.Payee, null, out var payee) || !actor.MaySee(payee)) return Refusal.NotFound();
        return await providers.Find(payee, cancel) is { } name ? (name, invoice) : Refusal.NotFound();
    }

    private static MonthSum With(MonthSum sum, LedgerEntry it, bool within) => it.Account.StartsWith(Accounts.RecoverPrefix, StringComparison.Ordinal)
        ? sum with { FeesOwed = sum.FeesOwed + it.Debit - it.Credit }
        : !within ? sum with { Opening = sum.Opening + it.Credit - it.Debit }
        // A payout was pending once, and only then leaves what is payable; what was taken back was posted at once.
        : it.EndedAt is not null ? sum with { PaidOut = sum.PaidOut + it.Debit } : sum with { Accepted = sum.Accepted + it.Credit - it.Debit };

    private async IAsyncEnumerable<LedgerEntry> UntilEndOf(string account, string month, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        string? after = null;
        while (true)
        {
            var batch = await ledger.OfAccount(account, after, Batch, cancel);
            foreach (var it in batch)
            {
                if (string.CompareOrdinal(it.Place[..month.Length], month) > 0) yield break;
                yield return it;
            }
            if (batch.Count < Batch) yield break;
            after = batch[^1].Place;
        }
    }

    private async Task<IReadOnlyList<Invoice>> Invoices(string payee, string month, CancellationToken cancel) =>
        [.. (await payments.Invoices(payee, month, MostRows, cancel)).TakeWhile(it => it.Place.StartsWith(month, StringComparison.Ordinal))];
}
