using Marketplace.Api;
using Marketplace.Identity.SignIn;
using Marketplace.Identity.Server.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Web.SignIn;

public sealed class ThrottleTests
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public void Guesses_wait_ever_longer_and_only_where_they_come_from()
    {
        var throttle = new SignInThrottle(new SignInClock(time));
        var waited = new List<TimeSpan>();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(TimeSpan.Zero, throttle.Wait("wei@example.com", "198.51.100.7"));
            throttle.Failed("wei@example.com", "198.51.100.7");
            waited.Add(throttle.Wait("WEI@example.com ", "198.51.100.7"));
            time.Advance(waited[^1]);
        }

        Assert.All(waited.Take(4), wait => Assert.Equal(TimeSpan.Zero, wait));
        Assert.Equal([2, 4, 8, 16], waited.Skip(4).Take(4).Select(wait => wait.TotalSeconds));
        Assert.Equal(TimeSpan.FromMinutes(15), waited[^1]);
        throttle.Failed("wei@example.com", "198.51.100.7");
        Assert.Equal(TimeSpan.Zero, throttle.Wait("wei@example.com", "203.0.113.9"));
        Assert.Equal(TimeSpan.Zero, throttle.Wait("ann@example.com", "198.51.100.7"));
        throttle.Succeeded("wei@example.com", "198.51.100.7");
        Assert.Equal(TimeSpan.Zero, throttle.Wait("wei@example.com", "198.51.100.7"));
    }

    [Fact]
    public void A_flood_of_addresses_is_forgotten_before_who_guesses_is()
    {
        var throttle = new SignInThrottle(new SignInClock(time));
        for (var i = 0; i < 9; i++) throttle.Failed("wei@example.com", "198.51.100.7");
        for (var i = 0; i < 60_000; i++) throttle.Failed($"{i}@example.com", "198.51.100.7");

        Assert.NotEqual(TimeSpan.Zero, throttle.Wait("wei@example.com", "198.51.100.7"));
    }

    [Fact]
    public async Task The_page_says_how_long_whether_there_is_such_an_account_or_not()
    {
        await using var site = new Site { Parts = services => services.AddSingleton(new SignInClock(time)) };
        var (wei, nobody) = (new Someone(site), new Someone(site));
        await wei.HasAccount();
        foreach (var who in (Someone[])[wei, nobody])
        {
            for (var i = 0; i < Limits.FreeGuesses; i++) await who.SignsIn("wrong, wrong and wrong again");
            await who.SignsIn();
            Assert.Contains("Wait 2 seconds", who.Page);
        }

        time.Advance(TimeSpan.FromSeconds(3));
        await wei.SignsIn();
        Assert.True(await wei.IsSignedIn());
    }
}
