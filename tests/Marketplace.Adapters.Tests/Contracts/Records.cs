using Marketplace.Accreditation;
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

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>The record ports of one engine over one fresh place.</summary>
public abstract class Records : IDisposable
{
    public abstract IStore Store { get; }
    public abstract IEventLog Log { get; }
    public abstract ICertificates Certificates { get; }
    public abstract IProviders Providers { get; }
    public abstract IMemberships Memberships { get; }
    public abstract IOrganisations Organisations { get; }
    public abstract IInvitations Invitations { get; }
    public abstract IApiClients ApiClients { get; }
    public abstract IRecord Record { get; }
    public abstract IPersonRecords People { get; }
    public abstract IReports Reports { get; }
    public abstract IDisputes Disputes { get; }
    public abstract IMoneyActs MoneyActs { get; }
    public abstract IOrders Orders { get; }
    public abstract IOffers Offers { get; }
    public abstract IPayments Payments { get; }
    public abstract ITransfers Transfers { get; }
    public abstract ILedger Ledger { get; }
    public abstract IForget Forget { get; }
    public abstract INotices Notices { get; }
    public abstract IListings Listings { get; }
    public abstract IJobRequests Jobs { get; }

    public abstract void Dispose();
}
