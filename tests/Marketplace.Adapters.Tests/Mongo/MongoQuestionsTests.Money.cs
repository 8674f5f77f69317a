using System.Globalization;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Payments;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

public sealed partial class MongoQuestionsTests
{
    private async Task FillMoney()
    {
        foreach (var some in Enumerable.Range(0, Documents).Chunk(200))
            Assert.True((await records.Store.Commit(new Changes([.. some.SelectMany(OfMoney)], [], Given.Noon))).Succeeded);
    }

    private async Task AskAboutMoney()
    {
        var (payments, ledger, soon) = (records.Payments, records.Ledger, Given.Noon.AddSeconds(20));
        Assert.NotNull(await payments.Payment("ord_7/1"));
        Assert.Equal(5, (await payments.Wanting(null, 5)).Count);
        Assert.NotNull(await payments.Call("call 7"));
        Assert.Equal(2, (await payments.Calls(["call 7", "call 8"])).Count);
        Assert.NotEmpty(await payments.DueCalls(soon, 5));
        Assert.NotNull(await payments.Hint("hint 7"));
        Assert.NotEmpty(await payments.DueHints(soon, 5));
        Assert.NotNull(await payments.Simulated("ord_7/1"));
        Assert.NotEmpty(await payments.DueSimulated(soon, 5));
        Assert.NotEmpty(await payments.ChangedSimulated(Given.Noon.AddSeconds(990), 5));
        Assert.Single(await ledger.OfReference("ord_7/1", null, 5));
        Assert.Equal(5, (await ledger.OfAccount("account 3", null, 5)).Count);
        Assert.NotNull(await ledger.Balance("L.HELD:7", "CNY"));
        Assert.Equal(5, (await ledger.Balances("L.HELD:5", 5)).Count);
    }

    private static IEnumerable<Write> OfMoney(int i)
    {
        var (reference, at) = (string.Create(CultureInfo.InvariantCulture, $"ord_{i}/1"), Given.Noon.AddSeconds(i));
        var due = i % 3 == 0 ? at : default(DateTimeOffset?);
        var payment = Payment.Of(reference, "org_1", "prv_1", new Money(100, "CNY"), 0, new FeeTerms(1, 0, 0)) with { Attention = i % 10 == 0 ? "why" : null };
        yield return StoredAs<Payment>.Write(reference, payment, 0);
        yield return StoredAs<ProviderCall>.Write($"call {i}", new ProviderCall
        {
            Key = $"call {i}", Reference = reference, Operation = GatewayOperation.Release, Amount = payment.Gross, Path = "", Body = "", BodyHash = "", DueAt = due,
        }, 0);
        yield return StoredAs<GatewayHint>.Write($"hint {i}", new GatewayHint { Id = $"hint {i}", Kind = GatewayKind.Refund, Object = "re", Raw = "", ReceivedAt = at, DueAt = due }, 0);
        yield return StoredAs<SimulatedPayment>.Write(reference, new SimulatedPayment
        {
            Reference = reference, Currency = "CNY", ChangedAt = at, Things = [new SimulatedThing(GatewayKind.Refund, "re", GatewayState.Processing, 1, "k", due, GatewayState.Succeeded)],
        }, 0);
        var entry = new LedgerEntry
        {
            Id = LedgerEntry.IdOf(reference, 0), Command = reference, Line = 0, Reference = reference, Account = $"account {i % 10}", Currency = "CNY", State = EntryState.Posted, At = at,
        };
        yield return StoredAs<LedgerEntry>.Write(entry.Id, entry, 0);
        var balance = new LedgerBalance { Account = $"L.HELD:{i}", Currency = "CNY" };
        yield return StoredAs<LedgerBalance>.Write(balance.Id, balance, 0);
    }
}
