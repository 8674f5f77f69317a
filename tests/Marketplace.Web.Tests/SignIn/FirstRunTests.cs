using Marketplace.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>The link that makes the first operator.</summary>
public sealed class FirstRunTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Site site;

    public FirstRunTests() => site = new Site { EnvironmentName = "Production", Parts = services => services.AddSingleton(new SignInClock(time)) };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task It_makes_one_operator_with_an_account_of_their_own_and_then_none()
    {
        var key = await Key();
        var (wei, late) = (Person(), Person());
        await wei.Opens($"/first-run?key={Uri.EscapeDataString(key)}");
        await wei.Presses("first-run");
        Assert.StartsWith("/account/sign-up", wei.At, StringComparison.Ordinal);
        await wei.Sends(("name", wei.Name), ("email", wei.Email), ("password", Someone.Password));
        await wei.Opens(new Uri(Someone.LinkIn((await wei.Mail())[0])).PathAndQuery);
        await wei.Sends(("password", Someone.Password));
        await wei.Opens("/operator");
        Assert.DoesNotContain("Engines", wei.Page);
        await wei.HasAuthenticator(time);
        await wei.Opens("/operator");
        Assert.Contains("Engines", wei.Page);

        Assert.Null(await site.Services.GetRequiredService<FirstRun>().NewKey());
        await late.Opens($"/first-run?key={Uri.EscapeDataString(key)}");
        Assert.Empty(Naughty.HtmlForm.Of(late.Page));
    }

    [Fact]
    public async Task It_is_good_for_an_hour()
    {
        var key = await Key();
        time.Advance(TimeSpan.FromMinutes(61));
        var wei = Person();

        await wei.Opens($"/first-run?key={Uri.EscapeDataString(key)}");

        Assert.Contains("This link is too old", wei.Page);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public async Task A_key_that_was_made_up_opens_nothing(string key)
    {
        var wei = Person();
        await wei.Opens($"/first-run?key={key}");
        Assert.Empty(Naughty.HtmlForm.Of(wei.Page));
        await wei.HasAccount();
        await wei.SignsIn();
        await wei.Opens("/operator");
        Assert.DoesNotContain("Engines", wei.Page);
    }

    private Someone Person() => new(site, "https://market.example/");

    private async Task<string> Key() => (await site.Services.GetRequiredService<FirstRun>().NewKey())!;
}
