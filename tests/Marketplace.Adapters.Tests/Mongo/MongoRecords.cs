using Marketplace.Accreditation;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Disputes;
using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Marketplace.Inbox;
using Marketplace.Listings;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Providers;
using Marketplace.Record;
using Marketplace.Reports;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using MongoDB.Driver;
using Xunit;

namespace Marketplace.Adapters.Tests.Mongo;

/// <summary>One site over MongoDB: in a database of its own, which is dropped afterwards, or in a given one, beside another site.</summary>
internal sealed class MongoRecords : Records
{
    private readonly CancellationTokenSource stop = new();
    private readonly Task following;
    private readonly bool drop;

    public MongoRecords(string? database = null, Action<MongoClientSettings>? configure = null)
    {
        drop = database is null;
        var settings = MongoConnection.Read(TestServer.MongoDb.AddressOr(Assert.Skip), exposed: false).Settings;
        configure?.Invoke(settings);
        Market = new MongoMarket(settings, database ?? "test_" + Guid.NewGuid().ToString("N"));
        Market.Prepare().GetAwaiter().GetResult();
        EventLog = new MongoEventLog(Market, TimeProvider.System);
        Store = new MongoStore(Market, EventLog, TimeProvider.System);
        following = Task.Run(() => EventLog.Follow(Failures.Add, stop.Token));
    }

    public MongoMarket Market { get; }
    public MongoEventLog EventLog { get; }
    public List<Exception> Failures { get; } = [];
    public override IStore Store { get; }
    public override IEventLog Log => EventLog;
    public override ICertificates Certificates => new MongoCertificates(Market);
    public override IProviders Providers => new MongoProviders(Market);
    public override IMemberships Memberships => new MongoMemberships(Market);
    public override IPersonRecords People => new MongoPersonRecords(Market);
    public override IForget Forget => new MongoForget(Market);
    public override INotices Notices => new MongoNotices(Market);
    public override IOrganisations Organisations => new MongoOrganisations(Market);
    public override IInvitations Invitations => new MongoInvitations(Market);
    public override IApiClients ApiClients => new MongoApiClients(Market);
    public override IRecord Record => new MongoRecord(Market);
    public override IReports Reports => new MongoReports(Market);
    public override IDisputes Disputes => new MongoDisputes(Market);
    public override IMoneyActs MoneyActs => new MongoMoneyActs(Market);
    public override IOrders Orders => new MongoOrders(Market);
    public override IOffers Offers => new MongoOffers(Market);
    public override IPayments Payments => new MongoPayments(Market);
    public override ITransfers Transfers => new MongoTransfers(Market);
    public override ILedger Ledger => new MongoLedger(Market);
    public override IListings Listings => new MongoListings(Market);
    public override IJobRequests Jobs => new MongoJobRequests(Market, "here");

    /// <summary>As when the site is stopped and the database stays.</summary>
    public void StopServing()
    {
        stop.Cancel();
        following.GetAwaiter().GetResult();
    }

    public override void Dispose()
    {
        StopServing();
        if (drop) MongoLeftovers.Remove(Market.Client, Market.Database.DatabaseNamespace.DatabaseName).GetAwaiter().GetResult();
        EventLog.Dispose();
        Market.Dispose();
        stop.Dispose();
    }
}

public sealed class MongoStoreTests() : StoreContract(new MongoRecords());

public sealed class MongoEventLogTests() : EventLogContract(new MongoRecords());

public sealed class MongoCertificatesTests() : CertificatesContract(new MongoRecords());

public sealed class MongoProvidersTests() : ProvidersContract(new MongoRecords());

public sealed class MongoMembershipsTests() : MembershipsContract(new MongoRecords());

public sealed class MongoPersonRecordsTests() : PersonRecordsContract(new MongoRecords());

public sealed class MongoForgetTests() : ForgetContract(new MongoRecords());

public sealed class MongoNoticesTests() : NoticesContract(new MongoRecords());

public sealed class MongoOrganisationsTests() : OrganisationsContract(new MongoRecords());

public sealed class MongoInvitationsTests() : InvitationsContract(new MongoRecords());

public sealed class MongoApiClientsTests() : ApiClientsContract(new MongoRecords());

public sealed class MongoRecordTests() : RecordContract(new MongoRecords());

public sealed class MongoReportsTests() : ReportsContract(new MongoRecords());

public sealed class MongoOrdersTests() : OrdersContract(new MongoRecords());

public sealed class MongoDisputesTests() : DisputesContract(new MongoRecords());

public sealed class MongoDisputeRaceTests(ITestOutputHelper output) : DisputeRaceContract(new MongoRecords(), 50, output);

public sealed class MongoListingsTests() : ListingsContract(new MongoRecords());

public sealed class MongoJobRequestsTests() : JobRequestsContract(new MongoRecords());

public sealed class MongoPaymentsTests() : PaymentsContract(new MongoRecords());

public sealed class MongoTransfersTests() : TransfersContract(new MongoRecords());

public sealed class MongoLedgerTests() : LedgerContract(new MongoRecords());
