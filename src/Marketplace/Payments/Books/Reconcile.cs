using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Books;

/// <summary>
/// Once a day compares the ledger with the provider's own books, payment by payment and to the minor unit, and what is there with what is owed. Where
/// the one differs a person is told; where the other falls short no payout leaves any more (I7) until it is made good.
/// </summary>
internal sealed class Reconcile(IStore store, IPayments payments, ILedger ledger, IEnumerable<IGatewayBooks> books, MarketClock clock) : IHaveClocks
{
    private static readonly TimeSpan every = TimeSpan.FromDays(1);
    /// <summary>While payouts are stopped it is looked more often whether they may go on.</summary>
    private static readonly TimeSpan everyWhileShort = TimeSpan.FromHours(1);
    /// <summary>What happened in the last hour may still be on its way here.</summary>
    private static readonly TimeSpan settling = TimeSpan.FromHours(1);
    private const int Page = 500;
    private const int MostDifferences = 1_000;

    public string Name => "reconciliation";

    public async Task<IReadOnlyList<Due>> Due(DateTimeOffset now, int most, CancellationToken cancel)
    {
        if (!books.Any()) return [];
        var at = Next((await payments.Books(cancel))?.Value);
        return at <= now ? [new Due(BooksMark.Id, at)] : [];
    }

    public async Task Ring(Due due, CancellationToken cancel)
    {
        if (books.FirstOrDefault() is not { } theirs) return;
        var mark = await payments.Books(cancel);
        var (from, until) = (mark?.Value.Until ?? DateTimeOffset.UnixEpoch, clock.Now - settling);
        if (Next(mark?.Value) > clock.Now) return;
        var lines = await theirs.Lines(from, until, cancel);
        var writes = new List<Write>();
        var differences = lines.Where(it => it.Reference is null).Select(it => new Difference(it.Source ?? it.Id, it.Net.Currency, it.Net.Amount, null, it.Type, false)).ToList();
        var touched = lines.Where(it => it.Reference is not null).GroupBy(it => (Reference: it.Reference!, it.Net.Currency)).ToList();
        foreach (var of in touched)
        {
            var sum = await payments.ProviderSum(of.Key.Reference, cancel);
            var theirSum = checked((sum?.Value.Sum ?? 0) + of.Sum(it => it.Net.Amount));
            writes.Add(StoredAs<ProviderSum>.Write(of.Key.Reference, new ProviderSum(of.Key.Reference, of.Key.Currency, theirSum, until), sum?.Version ?? 0));
            if (await Compare(of.Key.Reference, of.Key.Currency, theirSum, cancel) is { } difference) differences.Add(difference);
        }
        // What differed the last time is looked at again, whether or not it moved since.
        if (mark is not null && await payments.Reconciliation(Reconciliation.IdOf(mark.Value.Number), cancel) is { } last)
            foreach (var before in last.Value.Differences.Where(it => it.Ours is not null && !touched.Exists(of => of.Key.Reference == it.Reference)))
                if (await Compare(before.Reference, before.Currency, before.Theirs, cancel) is { } still) differences.Add(still);

        var number = (mark?.Value.Number ?? 0) + 1;
        var found = new Reconciliation
        {
            Id = Reconciliation.IdOf(number), From = from, Until = until, Lines = lines.Count, Payments = touched.Count, Differences = [.. differences.Take(MostDifferences)], Short = await Short(theirs, cancel),
        };
        writes.Add(StoredAs<Reconciliation>.Write(found.Id, found, 0));
        writes.Add(StoredAs<BooksMark>.Write(BooksMark.Id, new BooksMark(until, number, found.Short), mark?.Version ?? 0));
        MarketEvent[] told = found.Differences.Count == 0 && found.Short is null ? [] : [new BooksDiffer(found.Id, found.Differences.Count, found.Short)];
        // Refused where another site was quicker, whose comparison is as good.
        await store.Commit(new Changes(writes, told, clock.Now), cancel);
    }

    private static DateTimeOffset Next(BooksMark? mark) => mark is null ? DateTimeOffset.UnixEpoch : mark.Until + settling + (mark.Short is null ? every : everyWhileShort);

    private async Task<Difference?> Compare(string reference, string currency, long theirs, CancellationToken cancel)
    {
        var ours = 0L;
        for (string? after = null; ;)
        {
            var page = await ledger.OfReference(reference, after, Page, cancel);
            ours = checked(ours + page.Where(it => it is { Account: Accounts.Provider, State: EntryState.Posted } && it.Currency == currency).Sum(it => it.Debit - it.Credit));
            if (page.Count < Page) break;
            after = page[^1].Place;
        }
        if (ours == theirs) return null;
        return new Difference(reference, currency, theirs, ours, null, (await payments.Payment(reference, cancel))?.Value.Open.Count > 0);
    }

    // I7. The provider's own figure of the platform's balance, for that is what payouts are made of; what is about to leave it is not owed twice.
    private async Task<string?> Short(IGatewayBooks theirs, CancellationToken cancel)
    {
        var covers = (await theirs.Balance(cancel)).GroupBy(it => it.Currency, StringComparer.Ordinal).ToDictionary(it => it.Key, it => it.Sum(one => one.Amount), StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await ledger.Balances(after, Page, cancel);
            foreach (var it in page)
            {
                var counts = it.Account is Accounts.Chargeback or Accounts.Bank ? it.Posted : it.Account != Accounts.Tax && it.Account.StartsWith("L.", StringComparison.Ordinal) ? -it.Available : 0;
                covers[it.Currency] = covers.GetValueOrDefault(it.Currency) + counts;
            }
            if (page.Count < Page) break;
            after = page[^1].Id;
        }
        var missing = covers.Where(it => it.Value < 0).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key} {-it.Value}").ToList();
        return missing.Count == 0 ? null : string.Join(", ", missing);
    }
}
