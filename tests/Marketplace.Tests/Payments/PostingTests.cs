using Marketplace.Payments.Ledger;
using Xunit;
using static Marketplace.Payments.Ledger.PostingLine;

namespace Marketplace.Tests.Payments;

public sealed class PostingTests
{
    private static readonly DateTimeOffset noon = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_balanced_posting_has_an_entry_for_each_line_that_is_something()
    {
        var posting = Of(Dr("L.HELD:a", 100), Cr("L.PAYABLE:p", 95), Cr("R.FEE", 5), Cr("L.TAX", 0));

        Assert.Equal(["L.HELD:a", "L.PAYABLE:p", "R.FEE"], posting.Entries.Select(it => it.Account));
        Assert.Equal(posting.Entries.Select(it => LedgerEntry.IdOf("c", it.Line)), posting.Entries.Select(it => it.Id));
        Assert.Equal(3, posting.Entries.Select(it => it.Id).Distinct().Count());
    }

    [Fact]
    public void What_does_not_balance_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Of(Dr("A.PSP", 100), Cr("L.HELD:a", 99)));
        Assert.Throws<ArgumentException>(() => Of(Dr("A.PSP", -100), Cr("L.HELD:a", -100)));
        Assert.Throws<ArgumentException>(() => Of(new PostingLine("A.PSP", 100, 100)));
        Assert.Throws<OverflowException>(() => Of(Dr("A.PSP", long.MaxValue), Dr("A.PSP", 1), Cr("L.HELD:a", 1)));
    }

    [Fact]
    public void What_is_pending_does_not_count_as_there_and_is_no_longer_available()
    {
        var balance = new LedgerBalance { Account = "A.PSP", Currency = "CNY" };
        balance = balance.With(new LedgerLine("1", "A.PSP", "CNY", 100, 0, null, EntryState.Posted), 1);
        balance = balance.With(new LedgerLine("2", "A.PSP", "CNY", 0, 30, null, EntryState.Pending), 2);
        Assert.Equal((100, 70), (balance.Posted, balance.Available));

        Assert.Equal((70, 70), Both(balance.With(new LedgerLine("2", "A.PSP", "CNY", 0, 30, EntryState.Pending, EntryState.Posted), 3)));
        Assert.Equal((100, 100), Both(balance.With(new LedgerLine("2", "A.PSP", "CNY", 0, 30, EntryState.Pending, EntryState.Archived), 3)));
    }

    private static (long, long) Both(LedgerBalance balance) => (balance.Posted, balance.Available);

    private static Posting Of(params PostingLine[] lines) => Posting.Of("c", "ord_1/1", "CNY", EntryState.Posted, noon, lines);
}
