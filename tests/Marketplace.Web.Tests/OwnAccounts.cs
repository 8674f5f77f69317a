using Marketplace.Rigs.Servers;
using Npgsql;

namespace Marketplace.Web;

/// <summary>
/// The place of the accounts of one site under test: a database of its own on PostgreSQL where <c>MARKETPLACE_SITE_ENGINES</c> names that, gone when the
/// test ends; else the file that a site makes by itself.
/// </summary>
internal sealed class OwnAccounts : IAsyncDisposable
{
    private readonly string name = "accounts_" + Guid.NewGuid().ToString("N")[..12];
    private readonly string? server;

    private OwnAccounts(string? server) => this.server = server;

    /// <summary>How to connect; null for the file.</summary>
    public string? Setting => server is null ? null : $"{server};Database={name};Maximum Pool Size=8";

    public static OwnAccounts Chosen()
    {
        var engines = (Environment.GetEnvironmentVariable("MARKETPLACE_SITE_ENGINES") ?? "").Split(',', StringSplitOptions.TrimEntries);
        var own = new OwnAccounts(engines.Contains(TestServer.PostgreSql.Name)
            ? TestServer.PostgreSql.AddressOr(reason => throw new InvalidOperationException($"MARKETPLACE_SITE_ENGINES asks for a server that is not there. {reason}")) : null);
        own.Run($"CREATE DATABASE {own.name}");
        return own;
    }

    public ValueTask DisposeAsync()
    {
        Run($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        return ValueTask.CompletedTask;
    }

    private void Run(string statement)
    {
        if (server is null) return;
        using var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(statement, connection);
        command.ExecuteNonQuery();
    }
}
