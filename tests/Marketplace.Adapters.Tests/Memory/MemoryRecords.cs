using Marketplace.Accreditation;
using Marketplace.Adapters.Memory;
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

namespace Marketplace.Adapters.Tests.Memory;

internal sealed class MemoryRecords : Records
{
    private readonly MemoryStore store = new();

    public override IStore Store => store;
    public override IEventLog Log => store;
    public override ICertificates Certificates => new MemoryCertificates(store);
    public override IProviders Providers => new MemoryProviders(store);
    public override IMemberships Memberships => new MemoryMemberships(store);
    public override IPersonRecords People => new MemoryPersonRecords(store);
    public override IForget Forget => new MemoryForget(store);
    public override INotices Notices => new MemoryNotices(store);
    public override IOrganisations Organisations => new MemoryOrganisations(store);
    public override IInvitations Invitations => new MemoryInvitations(store);
    public override IApiClients ApiClients => new MemoryApiClients(store);
    public override IRecord Record => new MemoryRecord(store);
    public override IReports Reports => new MemoryReports(store);
    public override IDisputes Disputes => new MemoryDisputes(store);
    public override IMoneyActs MoneyActs => new MemoryMoneyActs(store);
    public override IOrders Orders => new MemoryOrders(store);
    public override IOffers Offers => new MemoryOffers(store);
    public override IPayments Payments => new MemoryPayments(store);
    public override ITransfers Transfers => new MemoryTransfers(store);
    public override ILedger Ledger => new MemoryLedger(store);
    public override IListings Listings => new MemoryListings(store);
    public override IJobRequests Jobs { get; } = new MemoryJobRequests();

    public override void Dispose() { }
}

public sealed class MemoryStoreTests() : StoreContract(new MemoryRecords());

public sealed class MemoryEventLogTests() : EventLogContract(new MemoryRecords());

public sealed class MemoryCertificatesTests() : CertificatesContract(new MemoryRecords());

public sealed class MemoryProvidersTests() : ProvidersContract(new MemoryRecords());

public sealed class MemoryMembershipsTests() : MembershipsContract(new MemoryRecords());

public sealed class MemoryPersonRecordsTests() : PersonRecordsContract(new MemoryRecords());

public sealed class MemoryForgetTests() : ForgetContract(new MemoryRecords());

public sealed class MemoryNoticesTests() : NoticesContract(new MemoryRecords());

public sealed class MemoryOrganisationsTests() : OrganisationsContract(new MemoryRecords());

public sealed class MemoryInvitationsTests() : InvitationsContract(new MemoryRecords());

public sealed class MemoryApiClientsTests() : ApiClientsContract(new MemoryRecords());

public sealed class MemoryRecordTests() : RecordContract(new MemoryRecords());

public sealed class MemoryReportsTests() : ReportsContract(new MemoryRecords());

public sealed class MemoryOrdersTests() : OrdersContract(new MemoryRecords());

public sealed class MemoryDisputesTests() : DisputesContract(new MemoryRecords());

public sealed class MemoryDisputeRaceTests(ITestOutputHelper output) : DisputeRaceContract(new MemoryRecords(), 2000, output);

public sealed class MemoryListingsTests() : ListingsContract(new MemoryRecords());

public sealed class MemoryJobRequestsTests() : JobRequestsContract(new MemoryRecords());

public sealed class MemoryPaymentsTests() : PaymentsContract(new MemoryRecords());

public sealed class MemoryTransfersTests() : TransfersContract(new MemoryRecords());

public sealed class MemoryLedgerTests() : LedgerContract(new MemoryRecords());
