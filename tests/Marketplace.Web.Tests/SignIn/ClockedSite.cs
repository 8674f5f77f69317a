using Marketplace.Identity.SignIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Marketplace.Web.SignIn;

/// <summary>A site whose signing in goes by a clock that tests put on.</summary>
public sealed class ClockedSite : IAsyncDisposable
{
    public ClockedSite() => Site = new Site { Parts = services => services.AddSingleton(new SignInClock(Time)) };

    public Site Site { get; }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
