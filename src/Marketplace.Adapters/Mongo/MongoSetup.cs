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
using Marketplace.Storage.Moving;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Marketplace.Adapters.Mongo;

internal static class MongoSetup
{
    /// <param name="place">Names this site's own index among those of all sites, so that a job on it is done by this site.</param>
    public static IServiceCollection AddMongoRecords(this IServiceCollection services, string uri, bool exposed, string place)
    {
        var (settings, database) = MongoConnection.Read(uri, exposed);
        services.AddSingleton(_ => new MongoMarket(settings, database));
        services.AddSingleton<MongoEventLog>();
        services.AddSingleton<IEventLog>(s => s.GetRequiredService<MongoEventLog>());
        services.AddSingleton<IStore, MongoStore>();
        services.AddSingleton<IJobRequests>(s => new MongoJobRequests(s.GetRequiredService<MongoMarket>(), place));
        services.AddSingleton<IArchive>(s => new MongoArchive(
            s.GetRequiredService<MongoMarket>(), s.GetRequiredService<MongoEventLog>(), place, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICertificates, MongoCertificates>();
        services.AddSingleton<IProviders, MongoProviders>();
        services.AddSingleton<IMemberships, MongoMemberships>();
        services.AddSingleton<IOrganisations, MongoOrganisations>();
        services.AddSingleton<IInvitations, MongoInvitations>();
        services.AddSingleton<IApiClients, MongoApiClients>();
        services.AddSingleton<IRecord, MongoRecord>();
        services.AddSingleton<IPersonRecords, MongoPersonRecords>();
        services.AddSingleton<IReports, MongoReports>();
        services.AddSingleton<IDisputes, MongoDisputes>();
        services.AddSingleton<IMoneyActs, MongoMoneyActs>();
        services.AddSingleton<IOrders, MongoOrders>();
        services.AddSingleton<IOffers, MongoOffers>();
        services.AddSingleton<ILedger, MongoLedger>();
        services.AddSingleton<IPayments, MongoPayments>();
        services.AddSingleton<ITransfers, MongoTransfers>();
        services.AddSingleton<IForget, MongoForget>();
        services.AddSingleton<INotices, MongoNotices>();
        services.AddSingleton<IListings, MongoListings>();
        services.AddSingleton<IEngineHealth, MongoHealth>();
        services.AddHostedService<MongoLogFollower>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s =>
            new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = new MongoKeyRing(s.GetRequiredService<MongoMarket>())));
        return services;
    }
}
