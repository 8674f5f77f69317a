using System.Net;
using Marketplace.Web.Naughty;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The identity server at an address of its own, and a market that trusts it.</summary>
public sealed class IdentityAloneTests(IdentityAloneTests.BothSites both) : IClassFixture<IdentityAloneTests.BothSites>
{
    private const string Issuer = "http://127.0.0.1/";
    private const string Market = "http://localhost/";

    private readonly Site server = both.Server;
    private readonly Site market = both.Market;

    /// <summary>The server, and the market whose questions reach it.</summary>
    public sealed class BothSites : IAsyncDisposable
    {
        public BothSites() => Market = new Site
        {
            Settings = { ["Authentication:Authority"] = Issuer, ["Authentication:ClientId"] = "marketplace" },
            Parts = services => services.Configure<OpenIdConnectOptions>("oidc", options => options.BackchannelHttpHandler = Server.Server.CreateHandler()),
        };

        public Site Server { get; } = new() { Settings = { ["Identity:Market"] = IdentityAloneTests.Market, ["Site:Address"] = Issuer } };

        public Site Market { get; }

        public async ValueTask DisposeAsync()
        {
            await Market.DisposeAsync();
            await Server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Somebody_signs_in_there_and_is_known_in_the_market()
    {
        var wei = new Someone(server, Issuer);
        await wei.HasAccount();
        using var browser = market.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(Market), AllowAutoRedirect = false, HandleCookies = true });

        var asked = (await browser.GetAsync("/sign-in?return=/classes")).Headers.Location!;
        Assert.StartsWith(Issuer + "connect/authorize?", asked.AbsoluteUri, StringComparison.Ordinal);
        using var there = server.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(Issuer), AllowAutoRedirect = false, HandleCookies = true });
        var form = (await there.GetAsync(asked)).Headers.Location!.OriginalString;
        var page = await there.GetStringAsync(form);
        using var filled = HtmlForm.Of(page).First(it => it.Free.Contains("password")).InParts(new("email", wei.Email), new("password", Someone.Password));
        var signedIn = await there.PostAsync(form, filled);
        var answer = (await there.GetAsync(signedIn.Headers.Location)).Headers.Location!;

        Assert.StartsWith(Market + "sign-in/return?code=", answer.AbsoluteUri, StringComparison.Ordinal);
        var back = await browser.GetAsync(answer.PathAndQuery);
        Assert.Equal("/classes", back.Headers.Location!.OriginalString);
        Assert.Contains(wei.Name, await browser.GetStringAsync("/classes"));
    }

    [Theory]
    [InlineData("/", "http://localhost/")]
    [InlineData("/search?q=%E6%A3%80%E6%B5%8B", "http://localhost/search?q=%E6%A3%80%E6%B5%8B")]
    [InlineData("/listings/new", "http://localhost/listings/new")]
    [InlineData("/sign-in?return=%2Fclasses", "http://localhost/sign-in?return=%2Fclasses")]
    [InlineData("/api/v1/search", "http://localhost/api/v1/search")]
    public async Task Who_looks_there_for_the_market_is_led_on_to_it(string path, string to)
    {
        var answer = await Visitor().GetAsync(path);

        Assert.Equal((HttpStatusCode.Redirect, to), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task Its_forms_may_lead_back_to_the_market_and_nowhere_else() =>
        Assert.EndsWith("form-action 'self' http://localhost", Assert.Single((await Visitor().GetAsync("/account/sign-in")).Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/account/sign-up")]
    [InlineData("/.well-known/openid-configuration")]
    [InlineData("/connect/keys")]
    [InlineData("/health/live")]
    [InlineData("/favicon.svg")]
    public async Task What_is_its_own_is_there(string path) => Assert.Equal(HttpStatusCode.OK, (await Visitor().GetAsync(path)).StatusCode);

    [Theory]
    [InlineData("/api/v1/listings")]
    [InlineData("/dev/act-as")]
    [InlineData("/sign-out")]
    public async Task Nothing_of_a_market_is_written_there(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await Visitor().PostAsync(path, new FormUrlEncodedContent([]))).StatusCode);

    private HttpClient Visitor() => server.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new Uri(Issuer), AllowAutoRedirect = false });
}
