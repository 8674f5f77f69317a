using Marketplace.Accreditation;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
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
using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Sqlite;

/// <summary>SQLite over a folder of its own, which is gone afterwards; or over a given one, which stays.</summary>
internal sealed class SqliteRecords : Records
{
    private readonly bool keep;
    private readonly DataFolder folder;

    public SqliteRecords(string? path = null)
    {
        keep = path is not null;
        folder = DataFolder.Claim(path ?? Directory.CreateTempSubdirectory("market-").FullName);
        Database = SqliteDatabase.Open(folder);
        var log = new SqliteEventLog(Database);
        (Log, Store) = (log, new SqliteStore(Database, log));
    }

    public SqliteDatabase Database { get; }
    public override IStore Store { get; }
    public override IEventLog Log { get; }
    public override ICertificates Certificates => new SqliteCertificates(Database);
    public override IProviders Providers => new SqliteProviders(Database);
    public override IMemberships Memberships => new SqliteMemberships(Database);
    public override IPersonRecords People => new SqlitePersonRecords(Database);
    public override IForget Forget => new SqliteForget(Database);
    public override INotices Notices => new SqliteNotices(Database);
    public override IOrganisations Organisations => new SqliteOrganisations(Database);
    public override IInvitations Invitations => new SqliteInvitations(Database);
    public override IApiClients ApiClients => new SqliteApiClients(Database);
    public override IRecord Record => new SqliteRecord(Database);
    public override IReports Reports => new SqliteReports(Database);
    public override IDisputes Disputes => new SqliteDisputes(Database);
    public override IMoneyActs MoneyActs => new SqliteMoneyActs(Database);
    public override IOrders Orders => new SqliteOrders(Database);
    public override IOffers Offers => new SqliteOffers(Database);
    public override IPayments Payments => new SqlitePayments(Database);
    public override ITransfers Transfers => new SqliteTransfers(Database);
    public override ILedger Ledger => new SqliteLedger(Database);
    public override IListings Listings => new SqliteListings(Database);
    public override IJobRequests Jobs => new SqliteJobRequests(Database);

    public override void Dispose()
    {
        Database.Dispose();
        folder.Dispose();
        if (!keep) Directory.Delete(folder.Path, recursive: true);
    }
}

public sealed class SqliteStoreTests() : StoreContract(new SqliteRecords());

public sealed class SqliteEventLogTests() : EventLogContract(new SqliteRecords());

public sealed class SqliteCertificatesTests() : CertificatesContract(new SqliteRecords());

public sealed class SqliteProvidersTests() : ProvidersContract(new SqliteRecords());

public sealed class SqliteMembershipsTests() : MembershipsContract(new SqliteRecords());

public sealed class SqlitePersonRecordsTests() : PersonRecordsContract(new SqliteRecords());

public sealed class SqliteForgetTests() : ForgetContract(new SqliteRecords());

public sealed class SqliteNoticesTests() : NoticesContract(new SqliteRecords());

public sealed class SqliteOrganisationsTests() : OrganisationsContract(new SqliteRecords());

public sealed class SqliteInvitationsTests() : InvitationsContract(new SqliteRecords());

public sealed class SqliteApiClientsTests() : ApiClientsContract(new SqliteRecords());

public sealed class SqliteRecordTests() : RecordContract(new SqliteRecords());

public sealed class SqliteReportsTests() : ReportsContract(new SqliteRecords());

public sealed class SqliteOrdersTests() : OrdersContract(new SqliteRecords());

public sealed class SqliteDisputesTests() : DisputesContract(new SqliteRecords());

public sealed class SqliteDisputeRaceTests(ITestOutputHelper output) : DisputeRaceContract(new SqliteRecords(), 200, output);

public sealed class SqliteListingsTests() : ListingsContract(new SqliteRecords());

public sealed class SqliteJobRequestsTests() : JobRequestsContract(new SqliteRecords());

public sealed class SqlitePaymentsTests() : PaymentsContract(new SqliteRecords());

public sealed class SqliteTransfersTests() : TransfersContract(new SqliteRecords());

public sealed class SqliteLedgerTests() : LedgerContract(new SqliteRecords());
