using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Hints;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class PaymentsContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_payment_is_found_whole()
    {
        var payment = Paid("ord_1/1") with
        {
            Collecting = new Session("mk1:ord_1/1:fund:1", Given.Noon, "cs_1", "/page"), Part = new Part(100, 5, 1), Strays = ["ch_2"], Tries = new Dictionary<string, int> { ["fund"] = 2 }, Open = ["mk1:ord_1/1:fund:1"],
        };
        await Save(StoredAs<Payment>.Write(payment.Reference, payment, 0));

        var found = (await records.Payments.Payment("ord_1/1"))!.Value;
        Assert.Equal((payment.Collecting, payment.Part, payment.Gross, payment.Fees), (found.Collecting, found.Part, found.Gross, found.Fees));
        Assert.Equal(payment.Strays, found.Strays);
        Assert.Equal(payment.Open, found.Open);
        Assert.Equal(2, found.Tries["fund"]);
        Assert.Null(await records.Payments.Payment("ord_1/2"));
    }

    [Fact]
    public async Task Those_that_want_a_person_are_found_in_order()
    {
        foreach (var (reference, why) in new[] { ("ord_2/1", "b"), ("ord_1/1", "a"), ("ord_3/1", null) })
            await Save(StoredAs<Payment>.Write(reference, Paid(reference) with { Attention = why }, 0));

        Assert.Equal(["ord_1/1", "ord_2/1"], (await records.Payments.Wanting(null, 10)).Select(it => it.Reference));
        Assert.Equal(["ord_2/1"], (await records.Payments.Wanting("ord_1/1", 10)).Select(it => it.Reference));
        Assert.Single(await records.Payments.Wanting(null, 1));
    }

    [Fact]
    public async Task Calls_fall_due_the_longest_due_first_and_those_that_are_over_never()
    {
        await Save(Call("a", 2), Call("b", 1), Call("c", null), Call("d", 9), Call("e", 3));

        Assert.Equal(["b", "a", "e"], (await records.Payments.DueCalls(Given.Noon.AddSeconds(3), 10)).Select(it => it.Value.Key));
        Assert.Equal(["b"], (await records.Payments.DueCalls(Given.Noon.AddSeconds(8), 1)).Select(it => it.Value.Key));
        Assert.Equal(["a", "c"], (await records.Payments.Calls(["a", "c", "x"])).Select(it => it.Value.Key).Order(StringComparer.Ordinal));
        Assert.Equal(CallStatus.Done, (await records.Payments.Call("c"))!.Value.Status);
        Assert.Null(await records.Payments.Call("x"));
    }

    [Fact]
    public async Task Hints_fall_due_alike()
    {
        await Save(Hint("evt_1", 2), Hint("evt_2", 1), Hint("evt_3", null));

        Assert.Equal(["evt_2", "evt_1"], (await records.Payments.DueHints(Given.Noon.AddSeconds(5), 10)).Select(it => it.Value.Id));
        Assert.Empty(await records.Payments.DueHints(Given.Noon, 10));
        Assert.Equal("cs_1", (await records.Payments.Hint("evt_3"))!.Value.Object);
        Assert.Null(await records.Payments.Hint("evt_9"));
    }

    [Fact]
    public async Task Chargebacks_of_a_payment_and_where_its_payee_is_paid_are_found_whole()
    {
        var payment = Paid("ord_1/1") with { Chargebacks = [new Chargeback("dp_1", "ch_1", ChargebackState.Open, 100, 0, 15, "fraudulent", Given.Noon, Given.Noon.AddDays(7), Covered: 5)], RiskHold = "review_opened" };
        var account = new PayoutAccount { Payee = "prv_1", Account = "acct_1", CanBePaid = true, Due = ["external_account"], Disabled = "past_due", ReadAt = Given.Noon };
        await Save(StoredAs<Payment>.Write(payment.Reference, payment, 0), StoredAs<PayoutAccount>.Write("prv_1", account, 0));

        var found = (await records.Payments.Payment("ord_1/1"))!.Value;
        Assert.Equal((payment.Chargebacks[0], "review_opened", true), (found.Chargebacks[0], found.RiskHold, found.IsChargedBack));
        var kept = (await records.Payments.PayoutAccount("prv_1"))!.Value;
        Assert.Equal((account.Account, true, "past_due", Given.Noon), (kept.Account, kept.CanBePaid, kept.Disabled, kept.ReadAt));
        Assert.Equal(account.Due, kept.Due);
        Assert.Null(await records.Payments.PayoutAccount("prv_2"));
    }

    [Fact]
    public async Task Comparisons_with_the_providers_books_are_found_whole()
    {
        var found = new Reconciliation { Id = "00000001", From = Given.Noon, Until = Given.Noon.AddDays(1), Lines = 3, Payments = 2, Differences = [new Difference("ord_1/1", "CNY", 99, 100, null, true), new Difference("po_1", "CNY", -5, null, "payout", false)], Short = "CNY 7" };
        await Save(StoredAs<Reconciliation>.Write(found.Id, found, 0), StoredAs<ProviderSum>.Write("ord_1/1", new ProviderSum("ord_1/1", "CNY", 99, Given.Noon), 0), StoredAs<BooksMark>.Write(BooksMark.Id, new BooksMark(Given.Noon, 1, "CNY 7"), 0));

        var kept = (await records.Payments.Reconciliation("00000001"))!.Value;
        Assert.Equal((found.Until, 3, 2, "CNY 7"), (kept.Until, kept.Lines, kept.Payments, kept.Short));
        Assert.Equal(found.Differences, kept.Differences);
        Assert.Equal(99, (await records.Payments.ProviderSum("ord_1/1"))!.Value.Sum);
        Assert.Equal((1L, "CNY 7"), ((await records.Payments.Books())!.Value.Number, (await records.Payments.Books())!.Value.Short));
        Assert.Null(await records.Payments.Reconciliation("00000002"));
        Assert.Null(await records.Payments.ProviderSum("ord_2/1"));
    }

    [Fact]
    public async Task Invoices_their_series_and_the_mark_of_the_sweep_are_found()
    {
        var invoice = new Invoice("F00000001", "ord_1/1", "prv_1", new Money(5, "CNY"), new Money(1, "CNY"), Given.Noon);
        await Save(StoredAs<Invoice>.Write(invoice.Number, invoice, 0), StoredAs<InvoiceSeries>.Write("F", new InvoiceSeries("F", 1), 0), StoredAs<SweepMark>.Write(SweepMark.Id, new SweepMark(Given.Noon), 0));

        Assert.Equal(invoice, (await records.Payments.Invoice("F00000001"))!.Value);
        Assert.Equal(1, (await records.Payments.Series("F"))!.Value.Last);
        Assert.Equal(Given.Noon, (await records.Payments.Sweep())!.Value.Until);
        Assert.Null(await records.Payments.Series("G"));
    }

    [Fact]
    public async Task The_simulated_provider_finds_what_it_has_to_do_and_what_happened_since()
    {
        await Save(Simulated("ord_1/1", nextAt: 5, changed: 1), Simulated("ord_2/1", nextAt: null, changed: 3), Simulated("ord_3/1", nextAt: 2, changed: 2));

        Assert.Equal(["ord_3/1", "ord_1/1"], (await records.Payments.DueSimulated(Given.Noon.AddSeconds(5), 10)).Select(it => it.Value.Reference));
        Assert.Equal(["ord_3/1", "ord_2/1"], (await records.Payments.ChangedSimulated(Given.Noon.AddSeconds(2), 10)).Select(it => it.Value.Reference));
        Assert.Equal(100, (await records.Payments.Simulated("ord_1/1"))!.Value.Things[0].Amount);
    }

    private static Payment Paid(string reference) => Payment.Of(reference, "org_1", "prv_1", new Money(100_001, "JPY"), 0, new FeeTerms(1, 750, 600));

    private static Write Call(string key, int? dueSecond) => StoredAs<ProviderCall>.Write(key, new ProviderCall
    {
        Key = key, Reference = "ord_1/1", Operation = GatewayOperation.Release, Amount = new Money(100, "CNY"), Path = "/p", Body = "{}", BodyHash = "0",
        Status = dueSecond is null ? CallStatus.Done : CallStatus.Ready, DueAt = dueSecond is { } second ? Given.Noon.AddSeconds(second) : null,
    }, 0);

    private static Write Hint(string id, int? dueSecond) => StoredAs<GatewayHint>.Write(id, new GatewayHint
    {
        Id = id, Kind = GatewayKind.Session, Object = "cs_1", Raw = "{}", ReceivedAt = Given.Noon, DueAt = dueSecond is { } second ? Given.Noon.AddSeconds(second) : null,
    }, 0);

    private static Write Simulated(string reference, int? nextAt, int changed) => StoredAs<SimulatedPayment>.Write(reference, new SimulatedPayment
    {
        Reference = reference, Currency = "CNY", ChangedAt = Given.Noon.AddSeconds(changed),
        Things = [new SimulatedThing(GatewayKind.Refund, "re_1", GatewayState.Processing, 100, "k", nextAt is { } second ? Given.Noon.AddSeconds(second) : null, GatewayState.Succeeded)],
    }, 0);

    private async Task Save(params Write[] writes) => Assert.True((await records.Store.Commit(new Changes(writes, [], Given.Noon))).Succeeded);
}
