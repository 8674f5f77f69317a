using System.Net;
using System.Text.RegularExpressions;
using Marketplace.Identity.SignIn;
using Marketplace.Rigs.Servers;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The market at a provider that this project did not write.</summary>
public sealed partial class RealProviderTests
{
    [Fact]
    public async Task It_signs_a_person_in_and_out()
    {
        var provider = TestServer.Oidc.AddressOr(Assert.Skip);
        await using var site = new Site { Settings = { ["Authentication:Authority"] = provider, ["Authentication:ClientId"] = "web", ["Authentication:ClientSecret"] = "secret" } };
        var market = site.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = true });
        using var outside = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = new Uri(provider) };

        var login = await outside.GetAsync((await market.GetAsync("/sign-in?return=/classes")).Headers.Location);
        while (login.Headers.Location is { } to) login = await outside.GetAsync(to);
        var page = await login.Content.ReadAsStringAsync();
        var back = await outside.PostAsync(WebUtility.HtmlDecode(Action().Match(page).Groups[1].Value), new FormUrlEncodedContent(
            [new("id", Id().Match(page).Groups[1].Value), new("username", "test-user@localhost"), new("password", "verysecure")]));
        while (back.Headers.Location is { } to && to.OriginalString.StartsWith("http://localhost/sign-in/return", StringComparison.Ordinal) == false) back = await outside.GetAsync(to);
        var came = await market.GetAsync(back.Headers.Location!.PathAndQuery);

        Assert.Equal("/classes", came.Headers.Location!.OriginalString);
        var shown = await market.GetStringAsync("/classes");
        Assert.Contains("action=\"/sign-out\"", shown);
        var id = Token().Match(shown[shown.IndexOf("action=\"/sign-out\"", StringComparison.Ordinal)..]).Groups[1].Value;
        var left = await market.PostAsync("/sign-out", new FormUrlEncodedContent([new("__RequestVerificationToken", WebUtility.HtmlDecode(id))]));
        Assert.StartsWith(provider.TrimEnd('/') + "/end_session", left.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("action=\"/sign-out\"", await market.GetStringAsync("/classes"));
        Assert.Contains("PersonJoined", await Kinds(site));
    }

    private static async Task<IEnumerable<string>> Kinds(Site site) =>
        (await site.Services.GetRequiredService<IEventLog>().After(0, 1000)).Select(it => it.Event).OfType<PersonJoined>().Select(it => it.GetType().Name);

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("name=\"id\" value=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
