using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Identity.SignIn;
using Marketplace.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.Identity;

/// <summary>The first operator appoints an auditor, who sees the record from then on, and ends their sessions.</summary>
public sealed class StaffPagesTests : IAsyncLifetime
{
    private readonly Site site = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Roles_are_given_by_the_confirmed_address_hold_at_once_and_with_a_second_factor_alone()
    {
        var (ann, bob) = (new Someone(site) { Name = "Ann Numbat" }, new Someone(site) { Name = "Bob Quoll" });
        var key = await site.Services.GetRequiredService<FirstRun>().NewKey();
        await ann.HasAccount();
        await ann.Opens($"/first-run?key={Uri.EscapeDataString(key!)}");
        await ann.Presses("first-run");
        await ann.Opens("/account/sign-in?return=/sign-in");
        await ann.Sends(("email", ann.Email), ("password", Someone.Password));
        await bob.HasAccount();
        await bob.SignsIn();

        await ann.Opens("/operator/people");
        Assert.Equal(HttpStatusCode.Forbidden, ann.Status);
        await ann.HasAuthenticator(TimeProvider.System);
        await ann.Opens($"/operator/people?email={bob.Email}");
        Assert.Equal(HttpStatusCode.OK, ann.Status);
        Assert.Contains("Ann Numbat", ann.Page);
        var person = Regex.Match(ann.Page[..ann.Page.IndexOf("id=\"staff\"", StringComparison.Ordinal)], "/operator/people/per_[0-9A-Z]{26}").Value;
        await ann.Opens(person);
        await ann.Sends(("roles", "Auditor"), ("action", "save"));
        Assert.Contains("saved=roles", ann.At);

        await bob.Opens("/record");
        Assert.Equal(HttpStatusCode.Forbidden, bob.Status);
        await bob.HasAuthenticator(TimeProvider.System);
        await bob.Opens("/record?kind=PlatformRolesChanged");
        for (var tries = 0; tries < 100 && !bob.Page.Contains("Platform roles changed</td>", StringComparison.Ordinal); tries++, await Task.Delay(50)) await bob.Opens($"/record?kind=PlatformRolesChanged&x={tries}");
        Assert.Contains("Platform roles changed", bob.Page);

        await ann.Opens(person);
        await ann.Presses("sessions");
        Assert.Contains("saved=ended", ann.At);
        Assert.False(await bob.IsSignedIn());
        await bob.Opens("/account");
        Assert.StartsWith("/account/sign-in", bob.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_operator_is_told_why_they_stay()
    {
        var ann = new Someone(site);
        var key = await site.Services.GetRequiredService<FirstRun>().NewKey();
        await ann.HasAccount();
        await ann.Opens($"/first-run?key={Uri.EscapeDataString(key!)}");
        await ann.Presses("first-run");
        await ann.Opens("/account/sign-in?return=/sign-in");
        await ann.Sends(("email", ann.Email), ("password", Someone.Password));
        await ann.HasAuthenticator(TimeProvider.System);
        await ann.Opens("/operator/people");
        await ann.Opens(Regex.Match(ann.Page, "/operator/people/per_[0-9A-Z]{26}").Value);
        await ann.Sends(("roles", "Auditor"), ("action", "save"));
        Assert.Contains("The site must have an operator", ann.Page);
        await ann.Opens("/account/erase");
        await ann.Sends(("understood", "yes"));
        Assert.Contains("The site must have an operator", ann.Page);
        Assert.True(await ann.IsSignedIn());
    }

    [Fact]
    public async Task Whoever_was_never_here_is_absent_and_an_address_that_is_none_is_told()
    {
        var acting = await site.Acting("operator");
        Assert.Equal(HttpStatusCode.NotFound, (await acting.GetAsync($"/operator/people/{PersonId.Of("https://nobody.example/", "1")}")).StatusCode);
        Assert.Contains("Nobody with this confirmed address", await acting.GetStringAsync("/operator/people?email=nobody@example.com"));
        Assert.Contains("error-summary", await acting.GetStringAsync("/operator/people?email=nobody"));
    }
}
