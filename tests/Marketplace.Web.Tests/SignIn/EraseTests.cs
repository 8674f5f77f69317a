using Marketplace.Identity.Forget;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Erase;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Somebody has their account erased.</summary>
public sealed class EraseTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task It_is_shown_what_goes_and_then_nothing_of_them_is_left_anywhere()
    {
        var wei = new Someone(site) { Name = "Quokka Zhang" };
        var account = await wei.HasAccount();
        await wei.SignsIn();
        await wei.HasAuthenticator(TimeProvider.System);
        var there = new Someone(site) { Email = wei.Email };
        await there.SignsIn();
        await wei.Opens("/account/erase");
        Assert.Contains("cannot be changed without that being seen", wei.Page);
        await wei.Presses("erase");
        Assert.Contains("error-summary", wei.Page);

        await wei.Sends(("understood", "yes"));

        Assert.Equal("/account/erased", wei.At);
        Assert.False(await wei.IsSignedIn());
        Assert.False(await there.IsSignedIn());
        await wei.SignsIn();
        Assert.Contains("The address or the password is not right", wei.Page);
        Assert.Equal("Your account is erased", (await wei.Mail(2))[^1].Subject);
        await Gone(account, wei);
    }

    [Fact]
    public async Task Whoever_alone_administers_an_organisation_hands_it_over_first()
    {
        var (ann, bob) = (new Someone(site) { Name = "Ann Numbat" }, new Someone(site) { Name = "Bob Quoll" });
        foreach (var one in new[] { ann, bob })
        {
            await one.HasAccount();
            await one.SignsIn();
        }
        await ann.Opens("/organisations/new");
        await ann.Sends(("name.en", "Bilby DEMO Ltd"));
        var firm = new Uri(new Uri("http://localhost"), ann.At).AbsolutePath;
        await ann.Sends(("email", bob.Email), ("roles", "Buyer"));
        await bob.Opens(new Uri(Someone.LinkIn((await bob.Mail())[0])).PathAndQuery);
        await bob.Presses("accept");

        await ann.Opens("/account/erase");
        Assert.Contains("Bilby DEMO Ltd", ann.Page);
        Assert.DoesNotContain("name=\"understood\"", ann.Page);

        await bob.Opens("/account/erase");
        await bob.Sends(("understood", "yes"));
        Assert.Equal("/account/erased", bob.At);
        await ann.Opens(firm);
        Assert.DoesNotContain(bob.Name, ann.Page);
        // Alone in an organisation that speaks for nobody, they may go.
        await ann.Opens("/account/erase");
        await ann.Sends(("understood", "yes"));
        Assert.Equal("/account/erased", ann.At);
    }

    [Fact]
    public async Task What_a_site_did_not_live_to_finish_is_finished_later()
    {
        var wei = new Someone(site);
        var account = await wei.HasAccount();
        await wei.SignsIn();
        await wei.IsSignedIn();
        var person = PersonId.Of("http://localhost/", account.Id);
        await Database(async db => await db.Users.Where(it => it.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.ErasingAs, person.Value)));
        Assert.True((await site.Services.GetRequiredService<ForgetPerson>().Run(person)).Succeeded);
        // The market has forgotten them and lets them do nothing, though their account is still there.
        Assert.False(await wei.IsSignedIn());

        await using (var scope = site.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<EraseAccount>().FinishBegun();

        await Gone(account, wei);
    }

    /// <summary>Neither name nor address stands in any file of the site, but in mails that were sent.</summary>
    private async Task Gone(Account account, Someone who)
    {
        Assert.Null(await Database(db => db.Users.FirstOrDefaultAsync(it => it.Id == account.Id)));
        await Someone.Recorded(site);
        for (var tries = 0; ; tries++, await Task.Delay(100))
        {
            var left = await Left(account, who);
            if (left.Count == 0) return;
            Assert.True(tries < 100, string.Join('\n', left));
        }
    }

    private async Task<IReadOnlyList<string>> Left(Account account, Someone who)
    {
        var left = new List<string>();
        foreach (var file in Directory.GetFiles(site.Folder, "*.db"))
        {
            await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
            await connection.OpenAsync();
            foreach (var table in await Column(connection, "SELECT name FROM sqlite_master WHERE type = 'table'"))
                foreach (var row in await Rows(connection, table))
                    if (row.Contains(who.Email, StringComparison.OrdinalIgnoreCase) || row.Contains(who.Name, StringComparison.Ordinal) || row.Contains(account.Id, StringComparison.Ordinal)) left.Add($"{Path.GetFileName(file)} {table}: {row}");
        }
        return left;
    }

    private static async Task<IReadOnlyList<string>> Column(SqliteConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync()) found.Add(reader.GetString(0));
        return found;
    }

    private static async Task<IReadOnlyList<string>> Rows(SqliteConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync()) found.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : reader.GetValue(i).ToString())));
        return found;
    }

    private async Task<T> Database<T>(Func<IdentityDb, Task<T>> what)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await what(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }
}
