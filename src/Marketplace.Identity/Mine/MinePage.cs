using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Mine;

/// <summary>
/// A page of somebody's own account: whoever is not signed in is sent to do so and back. A page of the factors wants a proof that is fresh, so
/// that an unattended screen is not enough to add a passkey to it.
/// </summary>
public abstract class MinePage : ComponentBase
{
    [CascadingParameter] private protected HttpContext Http { get; set; } = null!;

    [Inject] private protected AccountSessions Sessions { get; set; } = null!;

    [Inject] private protected SignInClock Clock { get; set; } = null!;

    /// <summary>Who it is; null where they were sent away, and nothing is to be shown.</summary>
    private protected SignedIn? Who { get; private set; }

    private protected virtual bool WantsFreshProof => false;

    protected override async Task OnInitializedAsync()
    {
        var who = await Sessions.Current(Http);
        if (who is not null && (!WantsFreshProof || who.Session.WasProved(Clock.Now, RecentProof.GoodFor)))
        {
            Who = who;
            await Ready(who);
        }
        else
        {
            Http.Response.Redirect(Return.Kept("/account/sign-in", Http.Request.Path) + (who is null ? "" : "&again=1"));
        }
    }

    /// <summary>Reads what the page shows.</summary>
    private protected virtual Task Ready(SignedIn who) => Task.CompletedTask;

    private protected void GoTo(string path) => Http.Response.Redirect(path);
}
