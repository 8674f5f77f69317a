using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Identity.Server.Storage;

/// <summary>Which engine keeps the accounts: PostgreSQL where it is named, which several nodes share; else a file beside the market's.</summary>
internal static class IdentityDatabase
{
    public const string Setting = "ConnectionStrings:Identity";
    public const string FileName = "identity.db";

    public static void Choose(DbContextOptionsBuilder options, IConfiguration configuration)
    {
        if (configuration.GetConnectionString("Identity") is { Length: > 0 } server) options.UseNpgsql(server);
        else options.UseSqlite(new SqliteConnectionStringBuilder { DataSource = PathOf(configuration), DefaultTimeout = 10 }.ToString());
    }

    private static string PathOf(IConfiguration configuration) =>
        Path.Combine(configuration["Data:Path"] is { Length: > 0 } given ? given : "data", FileName);
}
