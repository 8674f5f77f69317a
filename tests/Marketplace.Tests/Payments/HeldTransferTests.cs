using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Calls;
using Marketplace.Payments.Finance;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>Milestones that are paid by transfer to a custodian's account, whose statement people import, match and confirm.</summary>
public sealed class HeldTransferTests
{
    private const string Reference = "ord_1/1";
    private static readonly OrganisationId platform = OrganisationId.New(DateTimeOffset.UnixEpoch);
    private static readonly string name = TransferReference.Of(Reference);
    private readonly MoneyRig rig = new();
    private readonly MemoryTransfers transfers;
    private readonly ImportStatement import;
    private readonly SettleLine settle;
    private readonly SendByHand send;
    private int lines;

    public HeldTransferTests()
    {
        transfers = new MemoryTransfers(rig.Memory);
        var results = new ApplyResults(rig.Store, rig.Payments, new OpenMoney(rig.Payments, rig.Gateway, rig.Clock), [new MilestoneMoney(rig.Home, rig.Rules)], rig.Clock);
        import = new ImportStatement(rig.Store, transfers, rig.Clock);
        settle = new SettleLine(rig.Store, transfers, rig.Payments, results, rig.Clock);
        send = new SendByHand(rig.Store, rig.Payments, rig.Clock);
    }

    [Fact]
    public async Task It_is_paid_in_held_accepted_and_paid_out_by_lines_of_the_statement()
    {
        await Asked();
        Assert.Equal("kept", (await Line(100_001, name)).Outcome);
        Assert.Equal((MilestoneState.Funded, PayBy.Held, 100_001), (rig.Milestone(Reference).State, rig.Milestone(Reference).PaidBy, rig.Paid(Reference).Held));
        Assert.Equal((100_001, 100_001), (await Balance(Accounts.Bank), await Balance(Accounts.Held(Reference))));

        await Do(Party.Provider, MilestoneTable.Deliver);
        await Do(Party.Buyer, now => MilestoneTable.Accept(now));
        await rig.Pass(TimeSpan.FromDays(2), TimeSpan.FromHours(6));
        Assert.Equal(MilestoneState.Releasing, rig.Milestone(Reference).State);
        var task = Assert.Single(await transfers.Tasks(10)).Value;
        Assert.Equal((92_051, null), (task.Amount.Amount, task.DueAt));
        Assert.Equal("not_sent", (await Matched(-92_051, task.Key)).Refusal?.First.Code);
        await Sent(task.Key);
        Assert.Equal("amount_differs", (await Matched(-92_050, task.Key)).Refusal?.First.Code);
        Assert.Equal("paid_out", (await Line(-92_051, task.Key)).Outcome);

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Empty(await transfers.Tasks(10));
        Assert.Equal((7_950, 0, 0, 7_500, 450), (await Balance(Accounts.Bank), await Balance(Accounts.Held(Reference)), await Balance(Accounts.Payable("prv_1")), await Balance(Accounts.Fees), await Balance(Accounts.Tax)));
        Assert.Null(await rig.Ledger.Balance(Accounts.Provider, "CNY"));
        Assert.Empty(rig.AtProvider);
    }

    [Theory]
    [InlineData(100_000, "part_returned", 100_000, MilestoneState.FundingPending)] // a part: all of it goes back, and the rest is not waited for
    [InlineData(100_002, "kept_more_returned", 1, MilestoneState.Funded)]
    [InlineData(250_000, "kept_more_returned", 149_999, MilestoneState.Funded)]
    public async Task What_is_not_just_what_was_asked_for_goes_back(long came, string outcome, long back, MilestoneState state)
    {
        await Asked();
        Assert.Equal(outcome, (await Line(came, name)).Outcome);
        Assert.Equal(state, rig.Milestone(Reference).State);
        Assert.Equal(back, await Balance(Accounts.Refund("org_1")));

        var task = Assert.Single(await transfers.Tasks(10)).Value;
        Assert.Equal(back, task.Amount.Amount);
        await Sent(task.Key);
        Assert.Equal("refunded", (await Line(-back, task.Key)).Outcome);
        Assert.Equal((0, came - back), (await Balance(Accounts.Refund("org_1")), await Balance(Accounts.Bank)));
        Assert.Equal(state, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task What_comes_after_it_was_cancelled_or_a_second_time_goes_back()
    {
        await Asked();
        await Do(Party.Buyer, MilestoneTable.Cancel);
        Assert.Equal(MilestoneState.Cancelled, rig.Milestone(Reference).State);
        Assert.Equal("late_returned", (await Line(100_001, name)).Outcome);
        Assert.Equal((MilestoneState.Cancelled, 0, 100_001), (rig.Milestone(Reference).State, rig.Paid(Reference).Held, await Balance(Accounts.Refund("org_1"))));
    }

    [Fact]
    public async Task A_transfer_that_is_late_but_still_wanted_is_kept_and_a_second_one_goes_back()
    {
        await Asked();
        await rig.Pass(TimeSpan.FromDays(15), TimeSpan.FromHours(6));
        Assert.Equal(MilestoneState.Planned, rig.Milestone(Reference).State);
        Assert.Equal("kept", (await Line(100_001, name)).Outcome);
        Assert.Equal("late_returned", (await Line(100_001, name)).Outcome);
        Assert.Equal((MilestoneState.Funded, 100_001, 200_002), (rig.Milestone(Reference).State, await Balance(Accounts.Held(Reference)), await Balance(Accounts.Bank)));
    }

    [Fact]
    public async Task One_person_alone_books_nothing_nor_does_one_of_another_house()
    {
        await Asked();
        var line = await New(100_001);
        Assert.True((await settle.Match(Person("ann"), line, 1, name)).Succeeded);
        Assert.Equal("same_person", (await settle.Confirm(Person("ann"), line, 2)).Refusal?.First.Code);
        Assert.Equal("other_organisation", (await settle.Confirm(Person("eve", OrganisationId.New(rig.Clock.Now)), line, 2)).Refusal?.First.Code);
        Assert.Equal(RefusalKind.Forbidden, (await settle.Confirm(Person("bob") with { Platform = [] }, line, 2)).Refusal?.Kind);
        Assert.Equal(MilestoneState.FundingPending, rig.Milestone(Reference).State);

        Assert.True((await settle.Confirm(Person("bob"), line, 2)).Succeeded);
        Assert.Equal("line_over", (await settle.Confirm(Person("bob"), line, 3)).Refusal?.First.Code);
        Assert.Equal(100_001, await Balance(Accounts.Bank));
    }

    [Fact]
    public async Task Two_who_confirm_at_once_book_it_once()
    {
        await Asked();
        var line = await New(100_001);
        await settle.Match(Person("ann"), line, 1, name);
        var both = await Task.WhenAll(Task.Run(() => settle.Confirm(Person("bob"), line, 2)), Task.Run(() => settle.Confirm(Person("cyd"), line, 2)));
        Assert.Single(both, it => it.Succeeded);
        Assert.Equal((100_001, 100_001), (await Balance(Accounts.Bank), rig.Paid(Reference).Held));
    }

    [Fact]
    public async Task What_was_given_to_the_bank_cannot_be_taken_back_by_a_dispute_and_what_was_not_can()
    {
        await Asked();
        await Line(100_001, name);
        await Do(Party.Provider, MilestoneTable.Deliver);
        await Do(Party.Buyer, now => MilestoneTable.Accept(now));
        await rig.Pass(TimeSpan.FromDays(1.5), TimeSpan.FromHours(6));
        var task = Assert.Single(await transfers.Tasks(10)).Value.Key;
        await Sent(task);
        Assert.Equal("payout_on_its_way", (await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute)).Refusal?.First.Code);
    }

    [Fact]
    public async Task An_unknown_reference_and_another_currency_are_said_and_the_line_waits_until_it_is_set_aside()
    {
        await Asked();
        Assert.Equal("unknown_reference", (await Matched(100_001, TransferReference.Of("ord_2/1"))).Refusal?.First.Code);
        Assert.Equal("unknown_reference", (await Matched(100_001, "hello")).Refusal?.First.Code);
        Assert.Equal("other_currency", (await Matched(100_001, name, "USD")).Refusal?.First.Code);
        Assert.Equal("unknown_task", (await Matched(-5, "mk1:nothing")).Refusal?.First.Code);

        var line = await New(77);
        Assert.Equal("required", (await settle.SetAside(Person("ann"), line, 1, " ")).Refusal?.First.Code);
        Assert.True((await settle.SetAside(Person("ann"), line, 1, "interest")).Succeeded);
        Assert.DoesNotContain(await transfers.WaitingLines(10), it => it.Value.Id == line);
        Assert.Equal("line_over", (await settle.Match(Person("ann"), line, 2, name)).Refusal?.First.Code);
    }

    [Fact]
    public async Task A_statement_that_is_imported_twice_makes_no_line_twice()
    {
        const string text = "date,amount,currency,id,text\r\n2026-12-01,1000.01,CNY,A1,\"MP, x\"\r\n2026-12-01,-3.00,CNY,A2,fee\r\n";
        Assert.Equal(new Imported(2, 0), (await import.Run(Person("ann"), text)).Value);
        Assert.Equal(new Imported(0, 2), (await import.Run(Person("bob"), text)).Value);
        Assert.Equal(new Imported(1, 2), (await import.Run(Person("bob"), text + "2026-12-02,5,CNY,A3,more\r\n")).Value);
        Assert.Equal(3, (await transfers.WaitingLines(10)).Count);
    }

    [Theory]
    [InlineData("", "bad_header")]
    [InlineData("amount,date\n1,2", "bad_header")]
    [InlineData("date,amount,currency,id,text\n", "empty")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1.00,CNY,A", "bad_row")]
    [InlineData("date,amount,currency,id,text\n01.12.2026,1.00,CNY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1.005,CNY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,0,CNY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,\"1,000.00\",CNY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1.5,JPY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1,XXX,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,99999999999999999999,CNY,A,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1,CNY,,x", "bad_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1,CNY,A,x\n2026-12-02,2,CNY,A,y", "repeated_row")]
    [InlineData("date,amount,currency,id,text\n2026-12-01,1,CNY,A,\"x", "malformed")]
    public async Task A_statement_that_does_not_hold_is_refused_whole(string text, string code)
    {
        Assert.Equal(code, (await import.Run(Person("ann"), text)).Refusal?.First.Code);
        Assert.Empty(await transfers.WaitingLines(10));
    }

    private async Task Asked()
    {
        await rig.Agree(Reference, 100_001, new FeeTerms(1, 750, 600));
        await Do(Party.Buyer, now => MilestoneTable.FundByTransfer(now, new BankTransfer(PayBy.Held, name, new BankAccount("Custodian", "Bank", "12345678"), now.At)));
        Assert.Equal(Reference, (await transfers.Named(name))?.Value.Payment);
    }

    private async Task<StatementLine> Line(long amount, string to)
    {
        var line = await New(amount);
        Assert.True((await settle.Match(Person("ann"), line, 1, to)).Succeeded);
        var booked = await settle.Confirm(Person("bob"), line, 2);
        Assert.True(booked.Succeeded, booked.Refusal?.First.Message.En);
        return (await transfers.Line(line))!.Value;
    }

    private async Task<Outcome<StatementLine>> Matched(long amount, string to, string currency = "CNY") => await settle.Match(Person("ann"), await New(amount, currency), 1, to);

    private async Task<string> New(long amount, string currency = "CNY")
    {
        var id = $"bank-{++lines}";
        Assert.True((await import.Run(Person("ann"), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"date,amount,currency,id,text\n2026-12-01,{amount / 100m:F2},{currency},{id},{name}"))).Succeeded);
        return StatementLine.IdOf(id);
    }

    private async Task Sent(string key) => Assert.True((await send.Run(Person("ann"), key)).Succeeded);

    private async Task<long> Balance(string account)
    {
        await rig.HearBalances();
        return await rig.Balance(account);
    }

    private static Actor Person(string id, OrganisationId? of = null) =>
        new(new Person(id, Bilingual.Same(id)), new ActingFor(of ?? platform, Bilingual.Same("platform"), [], []), Strength.Passkey) { Platform = [PlatformRole.Operator] };

    private async Task Do(Party by, Func<MilestoneNow, Outcome<MilestoneStep>> move)
    {
        var done = await rig.Do(Reference, by, move);
        Assert.True(done.Succeeded, done.Refusal?.First.Message.En);
    }
}
