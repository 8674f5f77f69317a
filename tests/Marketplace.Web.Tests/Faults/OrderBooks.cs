using System.Diagnostics;
using System.Globalization;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>What must hold of records and provider once all is quiet, read beside the site. The numbers are those of the design's invariants.</summary>
internal sealed class OrderBooks(OrderRecords records, FakeStripeClient fake, DealBook deals)
{
    private const int Page = 1_000;
    private static readonly TimeSpan catchUp = TimeSpan.FromSeconds(30);
    private readonly List<string> wrong = [];

    /// <param name="set">Sets the clocks of site and provider.</param>
    /// <returns>What was counted.</returns>
    public async Task<string> Hold(Func<DateTimeOffset, Task> set)
    {
        var log = await Log();
        var books = new LogBooks(wrong.Add);
        foreach (var told in log) books.Hear(told.Event);
        var there = await fake.State();
        var things = there.All.Where(it => it.Kind is "session" or "refund" or "transfer" or "reversal").ToList();
        Once(things, there);
        await Calls(log, things);
        Held(books, there);
        await Rebuilt(books);
        var invoices = await Invoices(log);
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await TheSiteFindsNoDifference(set, there);
        return string.Create(CultureInfo.InvariantCulture,
            $"0 lost, 0 twice: {deals.All.Count} deals at their ends, {things.Count} things at the provider, {log.Count} events, {books.Entries.Count} entries, {invoices} invoices; the books have what the provider has");
    }

    /// <summary>A deal's payment and its calls, for whoever asks why it does not go on.</summary>
    public async Task<string> Tell(Dealing deal)
    {
        var reference = $"{deal.Order}/1";
        var payment = (await records.Payments.Payment(reference))?.Value;
        var keys = (await Log()).Select(it => it.Event).OfType<PaymentCallMade>().Where(it => it.Reference == reference).Select(it => it.Call).ToList();
        var calls = (await records.Payments.Calls(keys)).Select(it => $"{it.Value.Key} {it.Value.Status}, {it.Value.Attempts} attempts, due {it.Value.Due}, {it.Value.Object} {it.Value.LastFailure}");
        return $"{payment?.Attention} {string.Join("; ", calls)}";
    }

    private async Task<List<LoggedEvent>> Log()
    {
        var all = new List<LoggedEvent>();
        while (await records.Log.After(all.Count == 0 ? 0 : all[^1].Position, Page) is { Count: > 0 } page) all.AddRange(page);
        Assert.Equal(Enumerable.Range(1, all.Count).Select(it => (long)it), all.Select(it => it.Position));
        return all;
    }

    /// <summary>I3–I5: one thing for one key; of each deal what its plan wants, and never more than was paid.</summary>
    private void Once(List<FakeStanding> things, FakeState there)
    {
        foreach (var twice in things.GroupBy(it => it.Key).Where(it => it.Count() > 1)) wrong.Add($"I5: {twice.Key} made {twice.Count()} things");
        foreach (var deal in deals.All)
        {
            var of = there.All.Where(it => it.Reference == $"{deal.Order}/1").ToLookup(it => it.Kind);
            var (charges, transfers, refunds) = deal.Plan switch
            {
                DealPlan.Cancel => (0, 0, 0),
                DealPlan.GiveUp or DealPlan.ProviderConcedes => (1, 0, 1),
                DealPlan.Decide => (1, 1, 1),
                _ => (1, 1, 0),
            };
            // A page that nobody wants any more may be called off before it is asked for.
            var sessions = deal.Plan == DealPlan.Cancel ? Math.Min(1, of["session"].Count()) : 1;
            if ((of["session"].Count(), of["charge"].Count(), of["transfer"].Count(), of["refund"].Count()) != (sessions, charges, transfers, refunds))
                wrong.Add($"I5: {deal.Plan} of {deal.Order} made {string.Join(", ", of.SelectMany(it => it).Select(it => $"{it.Kind} {it.Key}"))}");
            if (of["transfer"].Sum(it => it.Amount) + of["refund"].Sum(it => it.Amount) > of["charge"].Sum(it => it.Amount)) wrong.Add($"I4: {deal.Order} sent out more than it took");
        }
    }

    /// <summary>I5 the other way, and I10: every thing is a call's that knows it, and every call came to its end.</summary>
    private async Task Calls(List<LoggedEvent> log, List<FakeStanding> things)
    {
        var keys = log.Select(it => it.Event).OfType<PaymentCallMade>().Select(it => it.Call).Distinct().ToList();
        var calls = new Dictionary<string, ProviderCall>();
        foreach (var some in keys.Chunk(200))
            foreach (var call in await records.Payments.Calls(some)) calls[call.Value.Key] = call.Value;
        foreach (var key in keys.Where(it => !calls.ContainsKey(it))) wrong.Add($"I8: the log tells of {key}, and there is no such call");
        foreach (var call in calls.Values.Where(it => !it.IsOver)) wrong.Add($"I10: {call.Key} still is {call.Status}, due {call.Due}: {call.LastFailure}");
        foreach (var thing in things)
            if (!calls.TryGetValue(thing.Key!, out var call) || call.Status != CallStatus.Done || call.Object != thing.Id) wrong.Add($"I5: {thing.Id} stands, and its call {thing.Key} is {call?.Status} with {call?.Object}");
    }

    /// <summary>I2, I6, I7 and I9.</summary>
    private void Held(LogBooks books, FakeState there)
    {
        foreach (var ((account, _), sum) in books.Posted.Where(it => it.Key.Account.StartsWith("L.HELD", StringComparison.Ordinal) && it.Value != 0)) wrong.Add($"I2: {account} is {sum}");
        foreach (var (reference, state) in books.States)
            if (state is not (MilestoneState.Released or MilestoneState.Refunded or MilestoneState.Settled or MilestoneState.Cancelled)) wrong.Add($"I10: {reference} is {state}");
        if (books.Sum(Accounts.Provider) is var ours && there.Balance["cny"] - there.OwnMoney["cny"] is var theirs && ours != theirs) wrong.Add($"I6: the books say {ours}, the provider {theirs}");
        if (books.Sum("A.") + books.Sum("E.") is var covers && books.Sum("L.") is var owed && covers < owed) wrong.Add($"I7: {covers} covers {owed} owed");
    }

    /// <summary>I8: entries and balances are what the log tells.</summary>
    private async Task Rebuilt(LogBooks books)
    {
        var found = 0;
        foreach (var deal in deals.All)
        {
            foreach (var entry in await records.Ledger.OfReference($"{deal.Order}/1", null, Page))
            {
                found++;
                if (!books.Entries.TryGetValue(entry.Id, out var told) || told != (entry.Debit - entry.Credit, entry.State)) wrong.Add($"I8: the entry {entry.Id} is not what the log told");
            }
        }
        if (found != books.Entries.Count) wrong.Add($"I8: {found} entries stand, and the log told of {books.Entries.Count}");
        foreach (var ((account, currency), sum) in books.Posted)
        {
            LedgerBalance? balance = null;
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < catchUp; await Task.Delay(50))
                if ((balance = (await records.Ledger.Balance(account, currency))?.Value) is not null && balance.Debit - balance.Credit == sum) break;
            if (balance is null || balance.Debit - balance.Credit != sum || balance.PendingDebit + balance.PendingCredit != 0) wrong.Add($"I8: {account} is {balance}, and the log says {sum}");
        }
    }

    /// <summary>I11: no number is missing, and every credit note points to an invoice.</summary>
    private async Task<long> Invoices(List<LoggedEvent> log)
    {
        var payee = log.Select(it => it.Event).OfType<OrderPlaced>().First().Provider.Value;
        var all = new List<Invoice>();
        while (await records.Payments.Invoices(payee, all.Count == 0 ? null : all[^1].Place, Page) is { Count: > 0 } page) all.AddRange(page);
        var last = (await records.Payments.Series(InvoiceSeries.Name))?.Value.Last ?? 0;
        if (!all.Select(it => it.Number).Order(StringComparer.Ordinal).SequenceEqual(Enumerable.Range(1, (int)last).Select(it => InvoiceSeries.Number(it)).Order(StringComparer.Ordinal)))
            wrong.Add($"I11: {all.Count} invoices, and the last number is {last}");
        foreach (var note in all.Where(it => it.Credits is not null))
            if (all.Find(it => it.Number == note.Credits) is not { Credits: null }) wrong.Add($"I11: {note.Number} credits {note.Credits}, which is no invoice");
        return last;
    }

    /// <summary>The site's own daily comparison, payment by payment; what the platform put there by itself is in none.</summary>
    private async Task TheSiteFindsNoDifference(Func<DateTimeOffset, Task> set, FakeState there)
    {
        var before = (await records.Payments.Books())?.Value.Number ?? 0;
        await set(DateTimeOffset.FromUnixTimeSeconds(there.Now).AddDays(2));
        for (var watch = Stopwatch.StartNew(); ((await records.Payments.Books())?.Value.Number ?? 0) == before; await Task.Delay(100))
            Assert.True(watch.Elapsed < catchUp, "The site never compared its books with the provider's.");
        var found = (await records.Payments.Reconciliation(Reconciliation.IdOf((await records.Payments.Books())!.Value.Number)))!.Value;
        Assert.DoesNotContain(found.Differences, it => it.Type != "topup");
        Assert.Null(found.Short);
    }
}
