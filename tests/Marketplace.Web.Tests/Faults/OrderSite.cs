using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Sqlite;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.KillRunner;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Web.Tests.Faults;

/// <summary>What is read beside a site, straight from where it is kept.</summary>
internal sealed record OrderRecords(IEventLog Log, IPayments Payments, ILedger Ledger);

/// <summary>A site as a process over records that outlive it.</summary>
internal abstract class OrderSite : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("market-orders-").FullName;

    protected string Folder => folder;

    public Task<SiteProcess> Start(IEnumerable<string> settings) => SiteProcess.Start(folder, [.. settings, .. Settings]);

    /// <summary>Looks at the records while the site serves.</summary>
    public abstract Task Read(Func<OrderRecords, Task> look);

    public virtual ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected virtual IEnumerable<string> Settings => [];
}

/// <summary>With everything in its folder.</summary>
internal sealed class OrdersInFolder : OrderSite
{
    public override async Task Read(Func<OrderRecords, Task> look)
    {
        using var database = SqliteDatabase.Visit(Folder);
        await look(new OrderRecords(new SqliteEventLog(database), new SqlitePayments(database), new SqliteLedger(database)));
    }
}

/// <summary>With its records in MongoDB.</summary>
internal sealed class OrdersInMongo : OrderSite
{
    private readonly OwnEngines engines = new(TestServer.MongoDb.AddressOr(Assert.Skip), null);

    public override async Task Read(Func<OrderRecords, Task> look)
    {
        var (settings, database) = MongoConnection.Read(engines.MongoUri(), exposed: false);
        using var market = new MongoMarket(settings, database);
        using var log = new MongoEventLog(market, TimeProvider.System);
        await look(new OrderRecords(log, new MongoPayments(market), new MongoLedger(market)));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await engines.DisposeAsync();
    }

    protected override IEnumerable<string> Settings => engines.Settings.Select(it => $"--{it.Key}={it.Value}");
}
