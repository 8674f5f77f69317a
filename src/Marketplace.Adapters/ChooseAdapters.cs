using Marketplace.Accreditation;
using Marketplace.Adapters.Elasticsearch;
using Marketplace.Adapters.Elasticsearch.Client;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Mail;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Mongo;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Sqlite;
using Marketplace.Discovery;
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
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters;

/// <summary>The one place that decides which technology stands behind which port.</summary>
public static class ChooseAdapters
{
    /// <summary>
    /// Settings: <c>ConnectionStrings:MongoDb</c>, where present, puts all records there, and <c>ConnectionStrings:Elasticsearch</c> discovery. <c>Data:Path</c>, the folder of
    /// the embedded engines (default <c>data</c>); <c>Engines:Records</c>, <c>sqlite</c> (default) or <c>memory</c>; <c>Engines:Search</c>, <c>lucene</c> (default) or <c>memory</c>.
    /// <c>Mail:Smtp</c>, where present, sends mail; else it is put into a folder (<c>Engines:Mail</c>, <c>folder</c>).
    /// <c>Files:ClamAv</c>, where present, scans files. <c>Engines:Payments</c>, <c>simulated</c> (default outside Production), <c>stripe</c> or <c>none</c>.
    /// Production takes an embedded engine only where it is named, so that nobody runs a market on one by oversight.
    /// </summary>
    public static IServiceCollection AddAdapters(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var path = DataPath(configuration);
        services.AddSingleton(_ => DataFolder.Claim(path));
        if (MongoDb(configuration) is { } uri)
        {
            services.AddMongoRecords(uri, exposed: !environment.IsDevelopment(), Place(path));
            services.AddFiles(configuration, "mongodb");
        }
        else
        {
            var engine = Engine("Records", ["sqlite", "memory"], configuration, environment);
            services.AddRecords(engine, path);
            services.AddFiles(configuration, engine);
        }
        if (configuration.GetConnectionString("Elasticsearch") is { Length: > 0 } nodes) services.AddElasticsearch(ElasticsearchOptions.Parse(nodes), exposed: !environment.IsDevelopment(), OpenLucene);
        else services.AddSearch(Engine("Search", ["lucene", "memory"], configuration, environment));
        services.AddMail(configuration, environment);
        services.AddPaymentGateway(configuration, environment);
        return services;
    }

    internal static string DataPath(IConfiguration configuration) => configuration["Data:Path"] is { Length: > 0 } given ? given : "data";

    internal static string? MongoDb(IConfiguration configuration) => configuration.GetConnectionString("MongoDb") is { Length: > 0 } uri ? uri : null;

    private static string Place(string path) => $"{Environment.MachineName}:{Path.GetFullPath(path)}";

    private static void AddRecords(this IServiceCollection services, string engine, string path)
    {
        if (engine == "memory")
        {
            services.AddSingleton<MemoryStore>();
            services.AddSingleton<IStore>(s => s.GetRequiredService<MemoryStore>());
            services.AddSingleton<IEventLog>(s => s.GetRequiredService<MemoryStore>());
            services.AddSingleton<IJobRequests, MemoryJobRequests>();
            services.AddSingleton<ICertificates, MemoryCertificates>();
            services.AddSingleton<IProviders, MemoryProviders>();
            services.AddSingleton<IMemberships, MemoryMemberships>();
            services.AddSingleton<IOrganisations, MemoryOrganisations>();
            services.AddSingleton<IInvitations, MemoryInvitations>();
            services.AddSingleton<IApiClients, MemoryApiClients>();
            services.AddSingleton<IRecord, MemoryRecord>();
            services.AddSingleton<IPersonRecords, MemoryPersonRecords>();
            services.AddSingleton<IReports, MemoryReports>();
            services.AddSingleton<IDisputes, MemoryDisputes>();
            services.AddSingleton<IMoneyActs, MemoryMoneyActs>();
            services.AddSingleton<IOrders, MemoryOrders>();
            services.AddSingleton<IOffers, MemoryOffers>();
            services.AddSingleton<ILedger, MemoryLedger>();
            services.AddSingleton<IPayments, MemoryPayments>();
            services.AddSingleton<ITransfers, MemoryTransfers>();
            services.AddSingleton<IForget, MemoryForget>();
            services.AddSingleton<INotices, MemoryNotices>();
            services.AddSingleton<IListings, MemoryListings>();
            services.AddSingleton<IEngineHealth, MemoryHealth>();
            return;
        }
        services.AddSingleton(s => SqliteDatabase.Open(s.GetRequiredService<DataFolder>()));
        services.AddSingleton<SqliteEventLog>();
        services.AddSingleton<IEventLog>(s => s.GetRequiredService<SqliteEventLog>());
        services.AddSingleton<IStore, SqliteStore>();
        services.AddSingleton<IJobRequests, SqliteJobRequests>();
        services.AddSingleton<IArchive, SqliteArchive>();
        services.AddSingleton<ICertificates, SqliteCertificates>();
        services.AddSingleton<IProviders, SqliteProviders>();
        services.AddSingleton<IMemberships, SqliteMemberships>();
        services.AddSingleton<IOrganisations, SqliteOrganisations>();
        services.AddSingleton<IInvitations, SqliteInvitations>();
        services.AddSingleton<IApiClients, SqliteApiClients>();
        services.AddSingleton<IRecord, SqliteRecord>();
        services.AddSingleton<IPersonRecords, SqlitePersonRecords>();
        services.AddSingleton<IReports, SqliteReports>();
        services.AddSingleton<IDisputes, SqliteDisputes>();
        services.AddSingleton<IMoneyActs, SqliteMoneyActs>();
        services.AddSingleton<IOrders, SqliteOrders>();
        services.AddSingleton<IOffers, SqliteOffers>();
        services.AddSingleton<ILedger, SqliteLedger>();
        services.AddSingleton<IPayments, SqlitePayments>();
        services.AddSingleton<ITransfers, SqliteTransfers>();
        services.AddSingleton<IForget, SqliteForget>();
        services.AddSingleton<INotices, SqliteNotices>();
        services.AddSingleton<IListings, SqliteListings>();
        services.AddSingleton<IEngineHealth>(s => new SqliteHealth(s.GetRequiredService<SqliteDatabase>(), Path.Combine(path, SqliteDatabase.FileName)));
    }

    private static void AddSearch(this IServiceCollection services, string engine)
    {
        if (engine == "memory")
        {
            services.AddSingleton<ISearchIndex, MemorySearchIndex>();
            services.AddSingleton<IEngineHealth>(s => new SearchHealth(s.GetRequiredService<ISearchIndex>(), "memory, forgotten at the end"));
            return;
        }
        services.AddSingleton<ISearchIndex>(OpenLucene);
        services.AddSingleton<IEngineHealth>(s => new SearchHealth(
            s.GetRequiredService<ISearchIndex>(), $"Lucene.NET, {s.GetRequiredService<DataFolder>().File("index")}"));
    }

    private static LuceneSearchIndex OpenLucene(IServiceProvider services) =>
        new(services.GetRequiredService<DataFolder>().File("index"), services.GetRequiredService<ILogger<LuceneSearchIndex>>());

    private static void AddMail(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        if (SmtpOptions.Read(configuration, exposed: !environment.IsDevelopment()) is { } smtp)
        {
            services.AddSmtp(smtp);
            return;
        }
        _ = Engine("Mail", ["folder"], configuration, environment);
        services.AddMailFolder();
    }

    /// <summary>The engine named for a port, or the first of those there are.</summary>
    private static string Engine(string port, IReadOnlyList<string> engines, IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration[$"Engines:{port}"]?.ToLowerInvariant();
        if (string.IsNullOrEmpty(named))
            return environment.IsProduction()
                ? throw new SettingException(
                    $"Production wants the engine of {port} named on purpose: set {ServerSetting(port)}Engines:{port} to {string.Join(" or ", engines)} ({(port == "Mail" ? "nothing is delivered" : "embedded, one server, its disk is all there is")}).")
                : engines[0];
        return engines.Contains(named)
            ? named
            : throw new SettingException($"Engines:{port} is '{named}'; there is {string.Join(" and ", engines)}.");
    }

    private static string ServerSetting(string port) => port switch
    {
        "Records" => $"{MongoConnection.Setting}, or ",
        "Mail" => $"{SmtpOptions.Setting}, or ",
        _ => "",
    };
}
