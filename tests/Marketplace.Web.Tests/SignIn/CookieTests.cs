using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Every cookie that a person gets over HTTPS from signing up to signing out: no other host and no script can read or set it.</summary>
public sealed class CookieTests
{
    [Fact]
    public async Task Every_cookie_of_a_sign_in_is_of_this_host_alone()
    {
        await using var site = new Site { EnvironmentName = "Production" };
        var wei = new Someone(site, "https://market.example/");
        await wei.HasAccount();
        var client = site.CreateClient(new() { BaseAddress = new Uri("https://market.example/"), AllowAutoRedirect = false, HandleCookies = false });
        var cookies = new Dictionary<string, string>();
        var all = new List<string>();

        async Task<HttpResponseMessage> Ask(HttpRequestMessage request)
        {
            if (cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", cookies.Select(it => $"{it.Key}={it.Value}")));
            var answer = await client.SendAsync(request);
            foreach (var set in answer.Headers.TryGetValues("Set-Cookie", out var lines) ? lines : [])
            {
                all.Add(set);
                var pair = set.Split(';')[0].Split('=', 2);
                if (pair[1].Length == 0) cookies.Remove(pair[0]);
                else cookies[pair[0]] = pair[1];
            }
            return answer;
        }

        async Task<(string At, string Page)> Follow(HttpResponseMessage answer, string at)
        {
            while (answer.Headers.Location is { } to)
            {
                at = new Uri(new Uri("https://market.example/"), to).PathAndQuery;
                answer = await Ask(new HttpRequestMessage(HttpMethod.Get, at));
            }
            return (at, await answer.Content.ReadAsStringAsync());
        }

        var (at, page) = await Follow(await Ask(new(HttpMethod.Get, "/sign-in")), "/sign-in");
        var form = Naughty.HtmlForm.Of(page)[0].InParts(new("email", wei.Email), new("password", Someone.Password));
        (_, page) = await Follow(await Ask(new(HttpMethod.Post, at) { Content = form }), at);
        Assert.Contains(wei.Name, page);

        Assert.Equal(["__Host-account", "__Host-antiforgery", "__Host-passkey", "__Host-session"], cookies.Keys.Where(it => !it.Contains('.')).Order());
        Assert.All(all, set =>
        {
            Assert.StartsWith("__Host-", set, StringComparison.Ordinal);
            Assert.Contains("; secure", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; path=/", set, StringComparison.OrdinalIgnoreCase);
            Assert.Matches("(?i); samesite=(lax|strict)", set);
            Assert.DoesNotContain("domain=", set, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData("/language/zh", "__Host-lang")]
    [InlineData("/theme/dark", "__Host-theme")]
    public async Task Those_of_language_and_theme_are_as_well_and_are_read_back(string choice, string name)
    {
        await using var site = new Site { EnvironmentName = "Production" };
        var client = site.CreateClient(new() { BaseAddress = new Uri("https://market.example/"), AllowAutoRedirect = false, HandleCookies = false });
        var set = Assert.Single((await client.GetAsync(choice)).Headers.GetValues("Set-Cookie"));

        Assert.StartsWith($"{name}=", set, StringComparison.Ordinal);
        foreach (var part in (string[])["; secure", "; httponly", "; path=/", "; samesite=lax"]) Assert.Contains(part, set, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", set, StringComparison.OrdinalIgnoreCase);
        var (plain, chosen) = (await client.GetStringAsync("/classes"), await Shown(set.Split(';')[0]));
        Assert.NotEqual(Root(plain), Root(chosen));
        // Nor is one taken that another host or an unprotected connection could have set.
        Assert.Equal(Root(plain), Root(await Shown(set.Split(';')[0]["__Host-".Length..])));

        async Task<string> Shown(string cookie)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/classes") { Headers = { { "Cookie", cookie } } };
            return await (await client.SendAsync(request)).Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task What_a_request_says_of_its_host_plays_no_part()
    {
        await using var site = new Site { EnvironmentName = "Production" };
        var client = site.CreateClient(new() { BaseAddress = new Uri("https://evil.example/"), AllowAutoRedirect = false });
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Host", "evil.example");

        var answer = await client.GetAsync("/sign-in");

        Assert.Equal("market.example", answer.Headers.Location!.Host);
        Assert.Contains("redirect_uri=https%3A%2F%2Fmarket.example%2Fsign-in%2Freturn", answer.Headers.Location.Query);
        Assert.DoesNotContain("evil", await client.GetStringAsync("/.well-known/openid-configuration"));
    }

    /// <summary>The opening tag of a page, which names language and theme.</summary>
    private static string Root(string page) => System.Text.RegularExpressions.Regex.Match(page, "<html[^>]*>").Value;
}
