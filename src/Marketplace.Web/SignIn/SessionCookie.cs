using System.Globalization;
using System.Security.Claims;
using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Marketplace.Web.SignIn;

/// <summary>
/// The cookie of somebody who is signed in. It names the person and the session at the issuer, and grants nothing: what they may do is looked up
/// with every request, and the session asked after, so that ending it, or suspending them, takes effect.
/// </summary>
internal static class SessionCookie
{
    public const string Scheme = "session";
    public const string Name = "session";
    public const string SubjectClaim = "sub";
    public const string SessionClaim = "sid";
    public const string MethodClaim = "amr";
    public const string ProvedAtClaim = "auth_time";
    public const string StartedItem = "started";

    public static readonly TimeSpan IdleAtMost = TimeSpan.FromHours(8);
    public static readonly TimeSpan LongestEver = TimeSpan.FromDays(7);
    public static readonly TimeSpan StaffIdleAtMost = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan StaffLongestEver = TimeSpan.FromHours(12);

    private const long LatestThinkable = 253_402_300_799;

    private static readonly TimeSpan renewEvery = TimeSpan.FromMinutes(1);

    public static Action<CookieAuthenticationOptions, SignInClock> Configure(bool development) => (options, clock) =>
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.CookieManager = new HostCookies(development);
        options.ExpireTimeSpan = IdleAtMost;
        options.SlidingExpiration = false;
        options.TimeProvider = clock.Time;
        options.Events.OnValidatePrincipal = Validate;
        options.Events.OnSigningIn = context =>
        {
            context.Properties.Items[StartedItem] = clock.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };
    };

    /// <param name="methods">How they proved themselves, as the issuer says.</param>
    /// <param name="provedAt">When, where it says so.</param>
    public static ClaimsPrincipal Principal(PersonId person, string subject, string session, IEnumerable<string> methods, DateTimeOffset? provedAt)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, person.Value), new Claim(SubjectClaim, subject), new Claim(SessionClaim, session), .. methods.Select(it => new Claim(MethodClaim, it))], Scheme);
        if (provedAt is { } at) identity.AddClaim(new Claim(ProvedAtClaim, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>When somebody proved who they are, as it stands in a token or the cookie.</summary>
    public static DateTimeOffset? ProvedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(ProvedAtClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= LatestThinkable
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancel = context.HttpContext.RequestAborted;
        var (now, sessions) = (services.GetRequiredService<SignInClock>().Now, services.GetRequiredService<ISessionState>());
        var (subject, session) = (context.Principal?.FindFirstValue(SubjectClaim), context.Principal?.FindFirstValue(SessionClaim));
        if (subject is null || session is null || !PersonId.TryParse(context.Principal!.FindFirstValue(ClaimTypes.NameIdentifier), null, out var id)
            || await services.GetRequiredService<IPersonRecords>().Find(id, cancel) is not { Value: { MayAct: true } person })
        {
            await Refuse(context);
            return;
        }

        if (HasRunOut(context.Properties, person.IsOperator, now))
        {
            // Else whoever sits down at a desk that was left would be signed in again by the session at the issuer, without a proof.
            await sessions.End(subject, session, cancel);
            await Refuse(context);
            return;
        }

        var atFirst = Proofs.StrengthOf(context.Principal!.FindAll(MethodClaim).Select(it => it.Value));
        if (await sessions.Look(subject, session, context.Properties.GetTokenValue("access_token"), atFirst, cancel) is not { } strength)
        {
            await Refuse(context);
            return;
        }

        await services.GetRequiredService<WhoActs>().Take(context.HttpContext, person.AsPerson(id), person.Platform, strength, ProvedAt(context.Principal!));
        context.ShouldRenew = now - context.Properties.IssuedUtc >= renewEvery;
    }

    private static bool HasRunOut(AuthenticationProperties properties, bool isStaff, DateTimeOffset now)
    {
        var started = properties.Items.TryGetValue(StartedItem, out var text) && long.TryParse(text, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
        return now - started >= (isStaff ? StaffLongestEver : LongestEver) || now - properties.IssuedUtc >= (isStaff ? StaffIdleAtMost : IdleAtMost);
    }

    private static async Task Refuse(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }
}
