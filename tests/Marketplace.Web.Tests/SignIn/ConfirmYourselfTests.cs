using System.Net;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Where an account could be taken over, a proof of at most five minutes ago is asked for, and nothing is lost by it.</summary>
public sealed class ConfirmYourselfTests : IAsyncLifetime
{
    private const string Wrong = "wrong, wrong and wrong again";

    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public ConfirmYourselfTests() => site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData("/account/email")]
    [InlineData("/account/password")]
    [InlineData("/account/passkeys")]
    [InlineData("/account/authenticator")]
    [InlineData("/account/erase")]
    public async Task Each_such_page_asks_after_five_minutes_and_leads_back(string path)
    {
        var wei = await SignedIn();
        time.Advance(TimeSpan.FromMinutes(4.9));
        await wei.Opens(path);
        Assert.Equal(path, wei.At);

        time.Advance(TimeSpan.FromMinutes(0.2));
        await wei.Opens(path);
        Assert.StartsWith("/account/confirm-yourself", wei.At, StringComparison.Ordinal);
        await wei.Sends(("password", Wrong));
        Assert.Contains("The password is not right", wei.Page);
        await wei.Opens(path);
        await wei.Sends(("password", Someone.Password));
        Assert.Equal(path, wei.At);
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task A_form_that_is_sent_too_late_does_nothing_and_what_was_typed_comes_back()
    {
        var wei = await SignedIn();
        await wei.Opens("/account/email");
        time.Advance(TimeSpan.FromMinutes(6));
        await wei.Sends(("email", "new-address@example.com"));

        Assert.StartsWith("/account/confirm-yourself", wei.At, StringComparison.Ordinal);
        Assert.DoesNotContain("new-address", wei.At);
        await wei.Sends(("password", Someone.Password));
        Assert.StartsWith("/account/email", wei.At, StringComparison.Ordinal);
        Assert.Contains("value=\"new-address@example.com\"", wei.Page);
        Assert.DoesNotContain("waits for both links", wei.Page);

        // What somebody else typed is not shown, though they be given the address.
        var other = await SignedIn();
        await other.Opens(wei.At);
        Assert.DoesNotContain("new-address@example.com", other.Page);
    }

    [Fact]
    public async Task A_password_is_not_carried_along()
    {
        var wei = await SignedIn();
        await wei.Opens("/account/password");
        time.Advance(TimeSpan.FromMinutes(6));
        await wei.Sends(("current", Someone.Password), ("password", "another horse battery staple"));

        Assert.Equal("/account/confirm-yourself?return=%2Faccount%2Fpassword", wei.At);
        await wei.Sends(("password", Someone.Password));
        Assert.DoesNotContain("another horse", wei.Page);
        await wei.SignsOut();
        await wei.SignsIn();
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Where_a_second_factor_is_on_the_password_alone_does_not_do()
    {
        var wei = await SignedIn();
        var key = await wei.HasAuthenticator(time);
        time.Advance(TimeSpan.FromMinutes(6));
        await wei.Opens("/account/passkeys");

        await wei.Sends(("password", Someone.Password));
        Assert.Contains("Enter the code", wei.Page);
        await wei.Sends(("password", Someone.Password), ("code", "000000"));
        Assert.Contains("The code is not right", wei.Page);
        await wei.Sends(("password", Someone.Password), ("code", Someone.CodeOf(key, time)));
        Assert.Equal("/account/passkeys", wei.At);
    }

    [Fact]
    public async Task The_session_gets_another_id_and_the_old_one_is_worth_nothing()
    {
        var wei = await SignedIn();
        var before = await Session();
        var stolen = site.Visitor();
        stolen.DefaultRequestHeaders.Add("Cookie", await wei.Cookies());
        Assert.Equal(HttpStatusCode.OK, (await stolen.GetAsync("/account")).StatusCode);

        time.Advance(TimeSpan.FromMinutes(6));
        await wei.Opens("/account/passkeys");
        await wei.Sends(("password", Someone.Password));

        Assert.NotEqual(before, await Session());
        Assert.Equal("/account/passkeys", wei.At);
        Assert.Equal(HttpStatusCode.Redirect, (await stolen.GetAsync("/account")).StatusCode);
        Assert.DoesNotContain("action=\"/sign-out\"", await stolen.GetStringAsync("/standards"));
        Assert.True(await wei.IsSignedIn());
    }

    [Fact]
    public async Task Guesses_wait_there_as_they_do_at_the_door()
    {
        var wei = await SignedIn();
        time.Advance(TimeSpan.FromMinutes(6));
        await wei.Opens("/account/passkeys");
        for (var i = 0; i < 5; i++) await wei.Sends(("password", Wrong));

        await wei.Sends(("password", Someone.Password));

        Assert.Contains("Too many tries", wei.Page);
    }

    private async Task<Someone> SignedIn()
    {
        var wei = new Someone(site);
        await wei.HasAccount();
        await wei.SignsIn();
        return wei;
    }

    /// <summary>The only session that is open.</summary>
    private async Task<string> Session()
    {
        await using var scope = site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IdentityDb>().Sessions.AsNoTracking().SingleAsync(it => it.EndedAt == null)).Id;
    }
}
