using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Identity.SignIn;
using Marketplace.Web.Naughty;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>What wants a fresh proof, as somebody with a browser meets it.</summary>
public sealed class ProveAgainTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public ProveAgainTests() => site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Somebody_proves_once_more_who_they_are_and_finds_what_they_chose()
    {
        var wei = await WithFirm();
        var page = await OwnPlace(wei);
        time.Advance(TimeSpan.FromMinutes(6));
        var session = Cookie(wei);

        await Chooses(wei, "Admin", "Finance");
        Assert.Equal(HttpStatusCode.OK, wei.Status);
        Assert.Contains("Prove that it is you", wei.Page);
        Assert.True(IsTicked(wei.Page, "Finance"));

        await SignsInOnceMore(wei);
        Assert.StartsWith("/account/confirm-yourself", wei.At, StringComparison.Ordinal);
        await wei.Sends(("password", Someone.Password));

        Assert.StartsWith(page, wei.At, StringComparison.Ordinal);
        Assert.Contains("What you chose is still here", wei.Page);
        Assert.True(IsTicked(wei.Page, "Finance"));
        Assert.False(IsTicked(wei.Page, "Buyer"));
        Assert.NotEqual(session, Cookie(wei));
        await Chooses(wei, "Admin", "Finance");
        Assert.Contains("saved=roles", wei.At);
        Assert.Contains("Quokka", wei.Page);
    }

    [Fact]
    public async Task A_link_to_the_sign_in_from_elsewhere_asks_for_the_proof_as_well_and_shortens_nothing()
    {
        var wei = await WithFirm();
        var page = await OwnPlace(wei);
        time.Advance(TimeSpan.FromMinutes(6));

        // The ordinary way in finds the session at the server and proves nothing.
        await wei.Opens($"/sign-in?return={Uri.EscapeDataString(page)}");
        Assert.Equal(page, wei.At);
        await Chooses(wei, "Admin", "Finance");
        Assert.Contains("Prove that it is you", wei.Page);

        // Nor does taking the parameters away that ask for it: the market reads from the token when it was given.
        await SignsInOnceMore(wei);
        var asked = WebUtility.UrlDecode(wei.At[(wei.At.IndexOf("return=", StringComparison.Ordinal) + 7)..].Split('&')[0]);
        await wei.Opens(asked);
        Assert.Equal("/sign-in/refused?why=unproved", wei.At);
        Assert.True(await wei.IsSignedIn());
        await wei.Opens(page);
        await Chooses(wei, "Admin", "Finance");
        Assert.Contains("Prove that it is you", wei.Page);
    }

    private async Task<Someone> WithFirm()
    {
        var wei = new Someone(site);
        await wei.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/organisations/new");
        await wei.Sends(("name.en", "Quokka DEMO Ltd"));
        Assert.Contains("Quokka", wei.Page);
        return wei;
    }

    private static async Task<string> OwnPlace(Someone wei)
    {
        await wei.Opens(Regex.Match(wei.Page, "/organisations/org_[0-9A-Z]{26}/members/per_[0-9A-Z]{26}").Value);
        return wei.At;
    }

    private static Task Chooses(Someone wei, params string[] roles) => wei.Submits("roles", [.. roles.Select(role => KeyValuePair.Create("roles", role)), KeyValuePair.Create("action", "save")]);

    private static Task SignsInOnceMore(Someone wei) =>
        wei.Opens($"/sign-in?again=1&return={Uri.EscapeDataString(WebUtility.HtmlDecode(Regex.Match(wei.Page, "name=\"return\" value=\"([^\"]+)\"").Groups[1].Value))}");

    private static bool IsTicked(string page, string role) => Regex.IsMatch(page, $"<input[^>]*value=\"{role}\"[^>]*checked") || Regex.IsMatch(page, $"<input[^>]*checked[^>]*value=\"{role}\"");

    /// <summary>The id of the session at the server, which is another after a new proof.</summary>
    private string Cookie(Someone wei) => Assert.Single(SessionsOf(wei));

    private List<string> SessionsOf(Someone wei)
    {
        using var scope = site.Services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<Marketplace.Identity.Server.Storage.IdentityDb>();
        return [.. from session in db.Sessions join account in db.Users on session.AccountId equals account.Id where account.Email == wei.Email && session.EndedAt == null select session.Id];
    }
}
