using Marketplace.Payments;
using Marketplace.Storage;
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

    private async Task Save(params Write[] writes) => Assert.True((await records.Store.Commit(new Changes(writes, [], Given.Noon))).Succeeded);
}
