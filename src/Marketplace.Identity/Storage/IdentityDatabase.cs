using System.Net;
using Marketplace.Vocabulary;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Marketplace.Identity.Server.Storage;

/// <summary>Which engine keeps the accounts: PostgreSQL where it is named, which several nodes share; else a file beside the market's.</summary>
internal static class IdentityDatabase
{
    public const string Setting = "ConnectionStrings:Identity";
    public const string FileName = "identity.db";

    public static void Choose(DbContextOptionsBuilder options, IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetConnectionString("Identity") is { Length: > 0 } server) options.UseNpgsql(Held(server, environment));
        else options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = PathOf(configuration), DefaultTimeout = 10 }.ToString());
    }

    /// <summary>Outside Development accounts go to another machine by TLS alone, to a server whose certificate holds.</summary>
    private static string Held(string server, IHostEnvironment environment)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(server);
            if (environment.IsDevelopment() || connection.SslMode == SslMode.VerifyFull || IsHere(connection.Host)) return server;
            throw new SettingException($"{Setting} leads to {connection.Host} without TLS that is checked; outside Development say SSL Mode=VerifyFull (and Root Certificate where the authority is your own).");
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException($"{Setting} is no connection string of PostgreSQL: {wrong.Message}", wrong);
        }
    }

    private static bool IsHere(string? host) =>
        host is { } name && (name.StartsWith('/') || name == "localhost" || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address)));

    private static string PathOf(IConfiguration configuration) =>
        Path.Combine(configuration["Data:Path"] is { Length: > 0 } given ? given : "data", FileName);
}
