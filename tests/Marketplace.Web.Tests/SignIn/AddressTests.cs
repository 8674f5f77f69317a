using Marketplace.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>An account gets another address when both the old and the new one agree.</summary>
public sealed class AddressTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public AddressTests() => site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_changes_when_both_have_agreed_in_either_order_and_ends_every_session(bool oldFirst)
    {
        var (wei, reader) = await Asked();
        var links = new[] { await Link(wei), await Link(reader) };
        if (!oldFirst) Array.Reverse(links);

        await reader.Opens(links[0]);
        await reader.Presses("agree");
        Assert.Contains("You have agreed", reader.Page);
        await reader.Opens(links[0]);
        await reader.Presses("agree");
        Assert.Contains("You have agreed", reader.Page);
        Assert.True(await wei.IsSignedIn());

        await reader.Opens(links[1]);
        await reader.Presses("agree");
        Assert.Contains("The address is changed", reader.Page);

        Assert.False(await wei.IsSignedIn());
        await wei.SignsIn();
        Assert.Contains("error-summary", wei.Page);
        await reader.SignsIn();
        Assert.True(await reader.IsSignedIn());
        foreach (var told in new[] { wei, reader }) Assert.Contains(await told.Mail(2), it => it.Subject == "Your address was changed");
        await reader.Opens(links[0]);
        await reader.Presses("agree");
        Assert.Contains("error-summary", reader.Page);
    }

    [Fact]
    public async Task Opening_a_link_is_not_yet_to_agree_and_after_a_day_it_is_too_late()
    {
        var (wei, reader) = await Asked();
        var (old, fresh) = (await Link(wei), await Link(reader));
        foreach (var link in new[] { old, fresh }) await reader.Opens(link);
        await wei.Opens("/account/email");
        Assert.Equal(2, wei.Page.Split("not agreed yet").Length - 1);

        await reader.Opens(old);
        await reader.Presses("agree");
        time.Advance(TimeSpan.FromHours(25));
        await reader.Opens(fresh);
        await reader.Presses("agree");
        Assert.Contains("error-summary", reader.Page);
    }

    [Fact]
    public async Task Asking_again_voids_the_links_of_before()
    {
        var (wei, reader) = await Asked();
        var old = await Link(wei);
        var another = new Someone(site);
        await wei.Opens("/account/email");
        await wei.Sends(("email", another.Email));

        await reader.Opens(old);
        await reader.Presses("agree");
        Assert.Contains("error-summary", reader.Page);
    }

    [Fact]
    public async Task That_an_address_has_an_account_is_told_to_its_owner_alone()
    {
        var (wei, taken) = (new Someone(site), new Someone(site));
        await wei.HasAccount();
        await taken.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/account/email");
        await wei.Sends(("email", taken.Email));

        Assert.Contains("waits for both links", wei.Page);
        Assert.Equal("You have an account already", (await taken.Mail())[0].Subject);
    }

    [Fact]
    public async Task No_more_than_a_few_mails_an_hour_go_to_an_address_that_is_asked_for()
    {
        var (wei, reader) = await Asked();
        for (var i = 0; i < 8; i++)
        {
            await wei.Opens("/account/email");
            await wei.Sends(("email", reader.Email));
        }

        await Task.Delay(500);
        Assert.Equal(5, (await reader.Mail()).Count);
        time.Advance(TimeSpan.FromMinutes(61));
        await wei.Opens("/account/email");
        await wei.Sends(("password", Someone.Password));
        await wei.Sends(("email", reader.Email));
        Assert.Equal(6, (await reader.Mail(6)).Count);
    }

    /// <summary>Somebody who asked for another address, and whoever reads the mail of that one.</summary>
    private async Task<(Someone Wei, Someone Reader)> Asked()
    {
        var (wei, reader) = (new Someone(site), new Someone(site));
        await wei.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/account/email");
        await wei.Sends(("email", reader.Email));
        Assert.Contains("waits for both links", wei.Page);
        return (wei, reader);
    }

    private static async Task<string> Link(Someone who) => new Uri(Someone.LinkIn((await who.Mail())[0])).PathAndQuery;
}
