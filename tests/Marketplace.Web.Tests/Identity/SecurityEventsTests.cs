using System.Net;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Outbox;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Marketplace.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Marketplace.Web.Identity;

/// <summary>What happens to accounts reaches the market's record: each thing once, in order, whatever breaks in between.</summary>
public sealed class SecurityEventsTests : IAsyncLifetime
{
    private readonly Site site = new();

    /// <summary>A site where nothing is taken but by these tests.</summary>
    private readonly Site quiet = new() { Parts = services => services.Remove(services.Single(it => it.ServiceType == typeof(IHostedService) && it.ImplementationType == typeof(CarrySecurityEvents))) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await quiet.DisposeAsync();
    }

    [Fact]
    public async Task What_happens_to_an_account_is_found_by_an_auditor_in_the_record_without_what_is_theirs_alone()
    {
        var wei = new Someone(site);
        await wei.SignsUp();
        await wei.Opens(new Uri(Someone.LinkIn((await wei.Mail())[0])).PathAndQuery);
        await wei.Sends(("password", Someone.Password));
        await wei.SignsOut();
        await wei.SignsIn("wrong, wrong and wrong again");
        await wei.SignsIn();
        await wei.Opens("/account/password");
        await wei.Sends(("current", Someone.Password), ("password", "another horse battery staple"));
        await wei.HasAuthenticator(TimeProvider.System);

        string[] expected = ["AccountMade", "AddressConfirmed", "PersonSignedIn", "PersonSignedOut", "SignInFailed", "PersonSignedIn", "PasswordChanged", "AuthenticatorAdded"];
        await Someone.Recorded(site);
        var told = await Told(site, atLeast: expected.Length);
        Assert.Equal(expected, told.Select(it => EventTypes.Name(it.Event)));
        var person = told[0].Event.Subject;
        Assert.All(told, it => Assert.Equal((person, it.Event is SignInFailed ? null : person), (it.Event.Subject, it.Event.By)));
        Assert.All(told, it => Assert.DoesNotContain("Firefox", EventTypes.Write(it.Event)));

        var auditor = await site.Acting("auditor");
        var found = "";
        for (var tries = 0; tries < 100 && !found.Contains(person, StringComparison.Ordinal); tries++, await Task.Delay(50))
            found = await auditor.GetStringAsync($"/record?kind=SignInFailed&subject={person}");
        Assert.Contains("Sign-in failed", found);
        Assert.DoesNotContain(wei.Email, found);
        Assert.Equal(HttpStatusCode.Forbidden, (await wei.Browser.GetAsync("/record")).StatusCode);
    }

    [Fact]
    public async Task A_crash_after_taking_and_before_marking_repeats_nothing_and_leaves_nothing_out()
    {
        var keys = await Happens(quiet, 12);
        var store = quiet.Services.GetRequiredService<IStore>();
        for (var crashes = 0; crashes < 4; crashes++)
        {
            await using var scope = quiet.Services.CreateAsyncScope();
            await Assert.ThrowsAsync<IOException>(() => Taker(scope, new Crashing(store, after: crashes)).Run());
        }

        await Take(quiet);
        await Take(quiet);

        Assert.Equal(keys, (await Told(quiet, atLeast: 12)).Select(it => ((AccountEvent)it.Event).HappenedAt));
        Assert.Equal(0, await Standing(quiet));
    }

    [Fact]
    public async Task Several_who_take_at_once_take_each_once_and_in_order()
    {
        var keys = await Happens(quiet, 60);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Take(quiet))));

        Assert.Equal(keys, (await Told(quiet, atLeast: 60)).Select(it => ((AccountEvent)it.Event).HappenedAt));
        Assert.Equal(0, await Standing(quiet));
    }

    [Fact]
    public async Task What_cannot_be_written_down_does_not_happen()
    {
        var wei = new Someone(quiet);
        await wei.HasAccount();
        var there = new Someone(quiet) { Email = wei.Email };
        await there.SignsIn();
        await wei.SignsIn();
        await wei.Opens("/account/password");
        await Database(quiet, db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON SecurityEvents BEGIN SELECT RAISE(ABORT, 'no more'); END"));

        await wei.Sends(("current", Someone.Password), ("password", "another horse battery staple"));

        Assert.Equal(HttpStatusCode.InternalServerError, wei.Status);
        await Database(quiet, db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER full"));
        Assert.True(await there.IsSignedIn());
        await there.SignsOut();
        await there.SignsIn();
        Assert.True(await there.IsSignedIn());
    }

    [Fact]
    public async Task A_database_of_the_first_layout_is_brought_to_the_newest_and_its_old_events_are_not_taken()
    {
        await Happens(quiet, 3);
        await Database(quiet, db => db.Database.ExecuteSqlRawAsync(
            """
            DROP TABLE "AddressChanges";
            ALTER TABLE "AspNetUsers" DROP COLUMN "ErasingAs";
            ALTER TABLE "Sessions" DROP COLUMN "SucceededBy";
            DROP INDEX "IX_SecurityEvents_TakenAt";
            ALTER TABLE "SecurityEvents" DROP COLUMN "TakenAt";
            ALTER TABLE "SecurityEvents" DROP COLUMN "Person";
            ALTER TABLE "SecurityEvents" DROP COLUMN "Key";
            UPDATE "Layout" SET "Version" = 1;
            """));

        await Database(quiet, async db =>
        {
            await IdentitySchema.Prepare(db);
            return 0;
        });
        var keys = await Happens(quiet, 2);
        await Take(quiet);

        Assert.Equal(keys, (await Told(quiet, atLeast: 2)).Select(it => ((AccountEvent)it.Event).HappenedAt));
        // What came after the first layout is there as well.
        var wei = new Someone(quiet);
        await wei.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/account/email");
        await wei.Sends(("email", "another@example.com"));
        Assert.Contains("waits for both links", wei.Page);
    }

    /// <summary>So many security events of somebody; when each happened, which tells them apart.</summary>
    private static async Task<IReadOnlyList<DateTimeOffset>> Happens(Site site, int times)
    {
        var account = await new Someone(site).HasAccount();
        var first = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
        return await Database(site, async db =>
        {
            DateTimeOffset[] all = [.. Enumerable.Range(0, times).Select(i => first.AddMilliseconds(i))];
            foreach (var at in all)
            {
                db.SecurityEvents.Add(new SecurityEvent
                {
                    Key = Guid.NewGuid().ToString("N"), AccountId = account.Id, Person = PersonId.Of("http://localhost/", account.Id).Value, At = at, What = Happening.SignedIn, Network = "local", Device = "",
                });
                await db.SaveChangesAsync();
            }
            return all;
        });
    }

    private static async Task<T> Database<T>(Site site, Func<IdentityDb, Task<T>> what)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await what(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    private static Task<int> Standing(Site site) => Database(site, db => db.SecurityEvents.CountAsync(it => it.TakenAt == null));

    private static async Task Take(Site site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<TakeSecurityEvents>().Run();
    }

    private static TakeSecurityEvents Taker(AsyncServiceScope scope, IStore store) => new(
        scope.ServiceProvider.GetRequiredService<IdentityDb>(), store, scope.ServiceProvider.GetRequiredService<SignInClock>(), scope.ServiceProvider.GetRequiredService<MarketClock>());

    /// <summary>What the market's log was told of accounts, when there is so much.</summary>
    private static async Task<IReadOnlyList<LoggedEvent>> Told(Site site, int atLeast)
    {
        for (var tries = 0; ; tries++, await Task.Delay(50))
        {
            var told = (await site.Services.GetRequiredService<IEventLog>().After(0, 1000)).Where(it => it.Event is AccountEvent).ToList();
            if (told.Count >= atLeast) return told;
            Assert.True(tries < 200, $"{told.Count} events of accounts were told, and {atLeast} were waited for.");
        }
    }

    /// <summary>Commits, and dies with one of them before anybody learns of it.</summary>
    private sealed class Crashing(IStore inner, int after) : IStore
    {
        private int commits;

        public async Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default)
        {
            var committed = await inner.Commit(changes, cancel);
            return commits++ == after ? throw new IOException("The site died here.") : committed;
        }

        public Task<Command?> Command(string key, CancellationToken cancel = default) => inner.Command(key, cancel);
    }
}
