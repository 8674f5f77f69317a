using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class TransfersContract(Records records) : IDisposable
{
    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Where_a_payee_is_paid_is_found_whole()
    {
        var account = new PayeeAccount(new BankAccount("上海测试", "中国银行", "6222020200001234", "104290003582"), Given.Noon, "li");
        await Save(StoredAs<PayeeAccount>.Write("prv_1", account, 0));

        Assert.Equal(account, (await records.Transfers.Account("prv_1"))!.Value);
        Assert.Null(await records.Transfers.Account("prv_2"));
    }

    [Fact]
    public async Task What_a_reference_means_is_found()
    {
        await Save(StoredAs<TransferName>.Write("MP-1", new TransferName("ord_1/1"), 0));
        Assert.Equal("ord_1/1", (await records.Transfers.Named("MP-1"))!.Value.Payment);
        Assert.Null(await records.Transfers.Named("MP-2"));
    }

    [Fact]
    public async Task Lines_that_wait_come_the_oldest_first_and_those_that_are_over_never()
    {
        await Save(Line("stl_a", 2, LineState.Open), Line("stl_b", 1, LineState.Matched), Line("stl_c", 1, LineState.Booked), Line("stl_d", 3, LineState.SetAside), Line("stl_e", 2, LineState.Open));

        Assert.Equal(["stl_b", "stl_a", "stl_e"], (await records.Transfers.WaitingLines(10)).Select(it => it.Value.Id));
        Assert.Single(await records.Transfers.WaitingLines(1));
        Assert.Equal(["stl_a", "stl_c"], (await records.Transfers.Lines(["stl_a", "stl_c", "stl_x"])).Select(it => it.Value.Id).Order(StringComparer.Ordinal));
        var found = (await records.Transfers.Line("stl_b"))!.Value;
        Assert.Equal((new Money(-5, "CNY"), "ord_1/1", "ann"), (found.Amount, found.Match?.Payment, found.Match?.By.Person));
        Assert.Null(await records.Transfers.Line("stl_x"));
    }

    [Fact]
    public async Task Transfers_that_a_person_makes_are_found_until_they_are_over()
    {
        await Save(Call("b", CallStatus.Ready, true), Call("a", CallStatus.Awaited, true), Call("c", CallStatus.Done, true), Call("d", CallStatus.Ready, false));
        Assert.Equal(["a", "b"], (await records.Transfers.Tasks(10)).Select(it => it.Value.Key));
    }

    [Fact]
    public async Task The_invoices_of_a_payee_come_in_the_order_of_their_time()
    {
        await Save(Invoice("F1", "prv_1", 2), Invoice("F2", "prv_1", 1), Invoice("F3", "prv_2", 0));
        Assert.Equal(["F2", "F1"], (await records.Payments.Invoices("prv_1", null, 10)).Select(it => it.Number));
        Assert.Equal(["F1"], (await records.Payments.Invoices("prv_1", (await records.Payments.Invoices("prv_1", null, 1))[0].Place, 10)).Select(it => it.Number));
    }

    private static Write Line(string id, int day, LineState state) => StoredAs<StatementLine>.Write(id, new StatementLine
    {
        Id = id, Day = new DateOnly(2026, 12, day), Amount = new Money(-5, "CNY"), Text = "x", ImportedBy = "ann", State = state,
        Match = new LineMatch("ord_1/1", null, new FirstPerson("ann", OrganisationId.New(Given.Noon)), Given.Noon),
    }, 0);

    private static Write Call(string key, CallStatus status, bool byHand) => StoredAs<ProviderCall>.Write(key, new ProviderCall
    {
        Key = key, Reference = "ord_1/1", Operation = GatewayOperation.Release, Amount = new Money(100, "CNY"), Path = "/p", Body = "{}", BodyHash = "0", Status = status, ByHand = byHand,
    }, 0);

    private static Write Invoice(string number, string payee, int second) =>
        StoredAs<Invoice>.Write(number, new Invoice(number, "ord_1/1", payee, new Money(5, "CNY"), new Money(1, "CNY"), Given.Noon.AddSeconds(second)), 0);

    private async Task Save(params Write[] writes) => Assert.True((await records.Store.Commit(new Changes(writes, [], Given.Noon))).Succeeded);
}
