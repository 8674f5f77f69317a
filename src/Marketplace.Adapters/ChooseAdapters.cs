using Marketplace.Accreditation;
using Marketplace.Adapters.Files;
using Marketplace.Adapters.Lucene;
using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Searching;
using Marketplace.Adapters.Sqlite;
using Marketplace.Discovery;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Storage;
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
    /// Settings: <c>Data:Path</c>, the folder of the embedded engines (default <c>data</c>); <c>Engines:Records</c>, <c>sqlite</c> (default) or
    /// <c>memory</c>; <c>Engines:Search</c>, <c>lucene</c> (default) or <c>memory</c>. Production takes an embedded engine only where it is named, so that nobody runs a market on one by oversight.
    /// </summary>
    public static IServiceCollection AddAdapters(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var path = DataPath(configuration);
        services.AddSingleton(_ => DataFolder.Claim(path));
        services.AddRecords(Engine("Records", ["sqlite", "memory"], configuration, environment), path);
        services.AddSearch(Engine("Search", ["lucene", "memory"], configuration, environment));
        return services;
    }

    internal static string DataPath(IConfiguration configuration) => configuration["Data:Path"] is { Length: > 0 } given ? given : "data";

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
            services.AddSingleton<IListings, MemoryListings>();
            services.AddSingleton<IEngineHealth, MemoryHealth>();
            return;
        }
        services.AddSingleton(s => SqliteDatabase.Open(s.GetRequiredService<DataFolder>()));
        services.AddSingleton<SqliteEventLog>();
        services.AddSingleton<IEventLog>(s => s.GetRequiredService<SqliteEventLog>());
        services.AddSingleton<IStore, SqliteStore>();
        services.AddSingleton<IJobRequests, SqliteJobRequests>();
        services.AddSingleton<ICertificates, SqliteCertificates>();
        services.AddSingleton<IProviders, SqliteProviders>();
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
        services.AddSingleton<ISearchIndex>(s => new LuceneSearchIndex(
            s.GetRequiredService<DataFolder>().File("index"), s.GetRequiredService<ILogger<LuceneSearchIndex>>()));
        services.AddSingleton<IEngineHealth>(s => new SearchHealth(
            s.GetRequiredService<ISearchIndex>(), $"Lucene.NET, {s.GetRequiredService<DataFolder>().File("index")}"));
    }

    /// <summary>The engine named for a port, or the first of those there are.</summary>
    private static string Engine(string port, IReadOnlyList<string> engines, IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration[$"Engines:{port}"]?.ToLowerInvariant();
        if (string.IsNullOrEmpty(named))
            return environment.IsProduction()
                ? throw new SettingException(
                    $"Production wants the engine of {port} named on purpose: set Engines:{port} to {string.Join(" or ", engines)} (embedded, one server, its disk is all there is).")
                : engines[0];
        return engines.Contains(named)
            ? named
            : throw new SettingException($"Engines:{port} is '{named}'; there is {string.Join(" and ", engines)}.");
    }
}
