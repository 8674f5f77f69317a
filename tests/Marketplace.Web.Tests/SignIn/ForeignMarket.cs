using System.Collections.Specialized;
using System.Web;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>A market at an authority of somebody else's, and the way there and back.</summary>
public sealed class ForeignMarket : IAsyncLifetime
{
    public ForeignMarket() => Site = new Site
    {
        Settings = { ["Authentication:Authority"] = StubAuthority.Issuer, ["Authentication:ClientId"] = StubAuthority.Client, ["Authentication:ClientSecret"] = StubAuthority.Secret },
        Parts = services => services.AddSingleton(new SignInClock(Time)).Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = Authority),
    };

    public Site Site { get; }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    internal StubAuthority Authority { get; } = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        Authority.Dispose();
    }

    public HttpClient Browser() => Site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });

    public async Task<string> SignIn(HttpClient browser) => await Returns(browser, await Leaves(browser));

    /// <summary>The market sends the browser to the authority; what it gives along.</summary>
    public async Task<NameValueCollection> Leaves(HttpClient browser, string back = "/")
    {
        var to = (await browser.GetAsync($"/sign-in?return={back}")).Headers.Location!;
        Assert.Equal(StubAuthority.Issuer + "/authorize", to.GetLeftPart(UriPartial.Path));
        var given = HttpUtility.ParseQueryString(to.Query);
        Assert.Equal(("code", "S256", "query"), (given["response_type"], given["code_challenge_method"], given["response_mode"] ?? "query"));
        Authority.Nonce = given["nonce"]!;
        return given;
    }

    public static Task<string> Returns(HttpClient browser, NameValueCollection given) => Came(browser, $"/sign-in/return?code=c&state={Uri.EscapeDataString(given["state"]!)}");

    public static async Task<string> Came(HttpClient browser, string path) => (await browser.GetAsync(path)).Headers.Location!.OriginalString;
}
