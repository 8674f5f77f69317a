using Marketplace.Rigs;
using Marketplace.Web.Naughty;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>Every naughty string in every field of the forms of accounts, by a visitor and by the owner: something is refused or taken, and nothing breaks.</summary>
public sealed class AccountFormTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Nothing_breaks_by_what_is_typed()
    {
        var visitor = site.Visitor();
        foreach (var page in (string[])["/account/sign-in", "/account/sign-up", "/account/forgotten", "/account/confirm?account=x&code=y", "/account/reset?account=x&code=y", "/account/second-factor", "/account/sign-out"])
            await Withstands(visitor, page);

        var wei = new Someone(site);
        await wei.HasAccount();
        await wei.SignsIn();
        foreach (var page in (string[])["/account", "/account/password", "/account/passkeys", "/account/authenticator"])
            await Withstands(wei.Browser, page);
    }

    private static async Task Withstands(HttpClient client, string page)
    {
        var html = await client.GetStringAsync(page);
        Assert.NotEmpty(HtmlForm.Of(html));
        foreach (var form in HtmlForm.Of(html))
            foreach (var text in NaughtyStrings.Chosen.Turn(0, of: 5))
            {
                var answer = await client.PostAsync(page, form.With([.. form.Free, .. form.Hidden.Where(it => it != "_handler")], text));
                Assert.True((int)answer.StatusCode < 500, $"{page} answered {(int)answer.StatusCode}");
                if (text.Contains('<')) Assert.DoesNotContain(text, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            }
    }
}
