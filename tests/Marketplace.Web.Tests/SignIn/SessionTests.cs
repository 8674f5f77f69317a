using System.Net;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.SignIn;
using Marketplace.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>How long a sign-in lasts, where it is kept, and what ends it.</summary>
public sealed class SessionTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public SessionTests() => site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Others_are_ended_from_afar_at_once()
    {
        var (here, there, elsewhere) = await Thrice();

        await here.Opens("/account");
        await here.Presses("end-others");

        Assert.True(await here.IsSignedIn());
        Assert.False(await there.IsSignedIn());
        Assert.False(await elsewhere.IsSignedIn());
        await there.Opens("/account");
        Assert.StartsWith("/account/sign-in", there.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_ended_and_the_others_go_on()
    {
        var (here, there, elsewhere) = await Thrice();

        await here.Opens("/account");
        await here.Presses(System.Text.RegularExpressions.Regex.Match(here.Page, "end-[0-9a-f]{32}").Value);

        Assert.True(await here.IsSignedIn());
        Assert.Single((Someone[])[there, elsewhere], it => !it.IsSignedIn().Result);
    }

    [Fact]
    public async Task Ending_others_wants_a_fresh_proof()
    {
        var (here, there, _) = await Thrice();
        await here.Opens("/account");
        time.Advance(TimeSpan.FromMinutes(6));
        await here.Presses("end-others");
        Assert.StartsWith("/account/confirm-yourself", here.At, StringComparison.Ordinal);
        Assert.True(await there.IsSignedIn());

        await here.Opens("/account/confirm-yourself?return=/account");
        await here.Sends(("password", Someone.Password));
        await here.Presses("end-others");
        Assert.False(await there.IsSignedIn());
    }

    [Fact]
    public async Task Idle_or_old_ones_end_by_themselves()
    {
        var (wei, _, _) = await Thrice();
        time.Advance(TimeSpan.FromHours(7.9));
        Assert.True(await wei.IsSignedIn());
        time.Advance(TimeSpan.FromHours(7.9));
        Assert.True(await wei.IsSignedIn());
        time.Advance(TimeSpan.FromHours(8.1));
        Assert.False(await wei.IsSignedIn());

        await wei.SignsIn();
        for (var hours = 0; hours < 7 * 24; hours += 7)
        {
            Assert.True(await wei.IsSignedIn(), $"after {hours} hours");
            time.Advance(TimeSpan.FromHours(7));
        }
        Assert.False(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Those_of_staff_end_sooner_and_want_a_proof_then()
    {
        var (wei, _, _) = await Thrice();
        await Rewrite(wei, it => it with { IsOperator = true });
        time.Advance(TimeSpan.FromMinutes(29));
        Assert.True(await wei.IsSignedIn());
        time.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await wei.IsSignedIn());
        await wei.Opens("/sign-in");
        Assert.StartsWith("/account/sign-in", wei.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_person_is_signed_out_with_the_next_request_and_kept_out()
    {
        var (wei, _, _) = await Thrice();

        await Rewrite(wei, it => it with { SuspendedAt = time.GetUtcNow() });

        Assert.False(await wei.IsSignedIn());
        await wei.Opens("/sign-in");
        Assert.Contains("suspended", wei.Page);
        Assert.False(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Nobody_who_only_looks_gets_a_cookie_and_cached_pages_name_nobody()
    {
        var (wei, _, _) = await Thrice();
        await wei.Opens("/?named");
        Assert.Contains(wei.Name, wei.Page);
        await Someone.Recorded(site);

        var visitor = site.Visitor();
        foreach (var path in (string[])["/?named", "/standards", "/search", "/classes"])
        {
            var answer = await visitor.GetAsync(path);
            Assert.False(answer.Headers.Contains("Set-Cookie"), path);
            Assert.DoesNotContain(wei.Name, await answer.Content.ReadAsStringAsync());
        }

        Assert.NotNull((await visitor.GetAsync("/?named")).Headers.Age);
        await wei.Opens("/?named");
        Assert.Contains(wei.Name, wei.Page);
    }

    [Fact]
    public async Task Signing_out_needs_the_form_of_the_site()
    {
        var (wei, _, _) = await Thrice();

        Assert.Equal(HttpStatusCode.BadRequest, (await wei.Browser.PostAsync("/sign-out", new FormUrlEncodedContent([]))).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await wei.Browser.GetAsync("/sign-out")).StatusCode);
        Assert.True(await wei.IsSignedIn());
    }

    private async Task<(Someone, Someone, Someone)> Thrice()
    {
        var here = new Someone(site);
        await here.HasAccount();
        Someone[] all = [here, new(site) { Email = here.Email }, new(site) { Email = here.Email }];
        foreach (var one in all)
        {
            await one.SignsIn();
            Assert.True(await one.IsSignedIn());
        }

        return (all[0], all[1], all[2]);
    }

    private async Task Rewrite(Someone who, Func<PersonRecord, PersonRecord> change)
    {
        using var scope = site.Services.CreateScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(who.Email);
        var id = PersonId.Of("http://localhost/", account!.Id);
        var found = await site.Services.GetRequiredService<IPersonRecords>().Find(id);
        var saved = await site.Services.GetRequiredService<IStore>().Commit(new Changes([StoredAs<PersonRecord>.Write(id.Value, change(found!.Value), found.Version)], [], time.GetUtcNow()));
        Assert.True(saved.Succeeded);
    }
}
