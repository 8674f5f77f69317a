using System.Reflection;
using Marketplace.Identity.Server.Proof;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Marketplace.Identity.Server.Mine;

/// <summary>
/// A page of somebody's own account: whoever is not signed in is sent to do so and back. A page where an account can be taken over wants a proof
/// of at most five minutes ago, also when its form is sent, so that an unattended screen is not enough; what was typed comes along.
/// </summary>
public abstract class MinePage : ComponentBase
{
    public const string ProofPath = "/account/confirm-yourself";

    [CascadingParameter] private protected HttpContext Http { get; set; } = null!;

    [Inject] private protected AccountSessions Sessions { get; set; } = null!;

    [Inject] private protected SignInClock Clock { get; set; } = null!;

    [Inject] private protected KeptFields Keeper { get; set; } = null!;

    /// <summary>Who it is; null where they were sent away, and nothing is to be shown.</summary>
    private protected SignedIn? Who { get; private set; }

    // Of its forms, ProofBeforeForms sees to it.
    private bool WantsFreshProof => HttpMethods.IsGet(Http.Request.Method) && GetType().GetCustomAttribute<FreshProofAttribute>() is { Forms: null };

    protected override async Task OnInitializedAsync()
    {
        var who = await Sessions.Current(Http);
        if (who is null) GoTo(Return.Kept("/account/sign-in", Http.Request.Path + Http.Request.QueryString));
        else if (WantsFreshProof && !who.Session.WasProved(Clock.Now, RecentProof.GoodFor)) GoTo(Return.Kept(ProofPath, Http.Request.Path + Http.Request.QueryString));
        else
        {
            Who = who;
            await Ready(who);
        }
    }

    /// <summary>Reads what the page shows.</summary>
    private protected virtual Task Ready(SignedIn who) => Task.CompletedTask;

    /// <summary>What was typed before a proof was asked for.</summary>
    private protected string? Typed(string field) =>
        Who is { } who && Keeper.Open(who.Account.Id, Http.Request.Query[KeptFields.Parameter]).TryGetValue(field, out var typed) ? typed : null;

    private protected void GoTo(string path) => Http.Response.Redirect(path);
}
