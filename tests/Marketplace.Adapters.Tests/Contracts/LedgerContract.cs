using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class LedgerContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_posted_is_found_by_its_payment_and_by_its_account_in_order_of_time()
    {
        var first = await Post("c1", "ord_1/1", 0, EntryState.Posted, 100);
        var second = await Post("c2", "ord_1/1", 1, EntryState.Posted, 50);
        var other = await Post("c3", "ord_2/1", 2, EntryState.Posted, 7);

        Assert.Equal(Ids([.. first, .. second]), (await records.Ledger.OfReference("ord_1/1", null, 10)).Select(it => it.Id));
        Assert.Equal([first[0].Id, second[0].Id, other[0].Id], (await records.Ledger.OfAccount("A.PSP", null, 10)).Select(it => it.Id));
        Assert.Equal([second[0].Id], (await records.Ledger.OfAccount("A.PSP", first[0].Place, 1)).Select(it => it.Id));
        Assert.Empty(await records.Ledger.OfAccount("A.PS", null, 10));
        Assert.Equal((1L, first[0]), ((await records.Ledger.Entry(first[0].Id))!.Version, (await records.Ledger.Entry(first[0].Id))!.Value));
    }

    [Fact]
    public async Task The_same_cause_is_posted_once()
    {
        await Post("c1", "ord_1/1", 0, EntryState.Posted, 100);
        var again = Posting.Of("c1", "ord_1/1", "CNY", EntryState.Posted, Given.Noon, Dr("A.PSP", 100), Cr(Accounts.Held("ord_1/1"), 100)).Entries;

        var outcome = await records.Store.Commit(new Changes(Writes(again, 0), [], Given.Noon));
        Assert.Equal(RefusalKind.Stale, outcome.Refusal?.Kind);
        Assert.Equal(2, (await records.Ledger.OfReference("ord_1/1", null, 10)).Count);
    }

    [Fact]
    public async Task A_pending_entry_ends_once_and_keeps_its_place()
    {
        var pending = await Post("c1", "ord_1/1", 0, EntryState.Pending, 100);
        var ended = Posting.End(pending, EntryState.Archived, Given.Noon.AddHours(1));

        Assert.True((await records.Store.Commit(new Changes(Writes(ended, 1), [Told(ended, EntryState.Pending)], Given.Noon))).Succeeded);
        Assert.False((await records.Store.Commit(new Changes(Writes(ended, 1), [], Given.Noon))).Succeeded);
        Assert.Equal([EntryState.Archived, EntryState.Archived], (await records.Ledger.OfReference("ord_1/1", null, 10)).Select(it => it.State));
        Assert.Equal(pending[0].Place, (await records.Ledger.OfAccount("A.PSP", null, 1))[0].Place);
    }

    [Fact]
    public async Task Balances_follow_the_log_whatever_is_heard_twice()
    {
        await Post("c1", "ord_1/1", 0, EntryState.Posted, 100);
        var pending = await Post("c2", "ord_1/2", 1, EntryState.Pending, 30);
        var fold = new FoldBalances(records.Store, records.Ledger, new MarketClock(TimeProvider.System, TimeZoneInfo.Utc));
        await records.Log.Head();
        var heard = await records.Log.After(0, 100);
        await fold.Hear(heard, CancellationToken.None);
        await fold.Hear(heard, CancellationToken.None);
        Assert.Equal((100, 30), ((await Balance()).Posted, (await Balance()).PendingDebit));

        var ended = Posting.End(pending, EntryState.Posted, Given.Noon.AddHours(1));
        await records.Store.Commit(new Changes(Writes(ended, 1), [Told(ended, EntryState.Pending)], Given.Noon));
        await records.Log.Head();
        await fold.Hear(await records.Log.After(1, 100), CancellationToken.None);
        Assert.Equal((130, 0, 3L), ((await Balance()).Posted, (await Balance()).PendingDebit, (await Balance()).Position));
        Assert.Equal(["A.PSP|CNY", "L.HELD:ord_1/1|CNY", "L.HELD:ord_1/2|CNY"], (await records.Ledger.Balances(null, 10)).Select(it => it.Id));
        Assert.Equal(["L.HELD:ord_1/1|CNY"], (await records.Ledger.Balances("A.PSP|CNY", 1)).Select(it => it.Id));
        Assert.Null(await records.Ledger.Balance("A.PSP", "USD"));
    }

    private async Task<LedgerBalance> Balance() => (await records.Ledger.Balance("A.PSP", "CNY"))!.Value;

    private async Task<IReadOnlyList<LedgerEntry>> Post(string command, string reference, int minute, EntryState state, long amount)
    {
        var entries = Posting.Of(command, reference, "CNY", state, Given.Noon.AddMinutes(minute), Dr("A.PSP", amount), Cr(Accounts.Held(reference), amount)).Entries;
        Assert.True((await records.Store.Commit(new Changes(Writes(entries, 0), [Told(entries, null)], Given.Noon))).Succeeded);
        return entries;
    }

    private static List<Write> Writes(IReadOnlyList<LedgerEntry> entries, long readAt) => [.. entries.Select(it => StoredAs<LedgerEntry>.Write(it.Id, it, readAt))];

    private static LedgerMoved Told(IReadOnlyList<LedgerEntry> entries, EntryState? was) =>
        new(entries[0].Reference, [.. entries.Select(it => new LedgerLine(it.Id, it.Account, it.Currency, it.Debit, it.Credit, was, it.State))]);

    /// <summary>In the order of their places: entries of one instant go by their ids.</summary>
    private static IEnumerable<string> Ids(IReadOnlyList<LedgerEntry> entries) => entries.OrderBy(it => it.Place, StringComparer.Ordinal).Select(it => it.Id);
}
