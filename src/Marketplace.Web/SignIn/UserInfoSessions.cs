using System.Collections.Concurrent;
using System.IdentityModel.Tokens.Jwt;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Marketplace.Web.SignIn;

/// <summary>
/// A foreign authority is asked for its user info, at most every half minute for a sign-in: refuses it the token that it gave, the sign-in is over.
/// An authority that does not answer ends nobody's session; neither does one whose token ran out by itself, for then there is nothing to ask with.
/// </summary>
internal sealed class UserInfoSessions(IOptionsMonitor<OpenIdConnectOptions> options, SignInClock clock, ILogger<UserInfoSessions> logger) : ISessionState
{
    private const int MostKept = 20_000;
    private static readonly TimeSpan askEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (bool Alive, DateTimeOffset At)> heard = new(StringComparer.Ordinal);

    public async Task<Strength?> Look(string subject, string session, string? accessToken, Strength atFirst, CancellationToken cancel = default) =>
        await IsAlive(subject, session, accessToken, cancel) ? atFirst : null;

    /// <summary>Its sessions are a foreign authority's own to end.</summary>
    public Task<bool> EndAll(string subject, CancellationToken cancel = default) => Task.FromResult(false);

    /// <summary>A foreign authority decides by itself when its sessions end.</summary>
    public Task End(string subject, string session, CancellationToken cancel = default) => Task.CompletedTask;

    private async Task<bool> IsAlive(string subject, string session, string? accessToken, CancellationToken cancel)
    {
        var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subject}\n{session}\n{accessToken}")));
        var now = clock.Now;
        var known = heard.TryGetValue(key, out var last);
        // What was refused once stays so.
        if (known && (!last.Alive || now - last.At < askEvery)) return last.Alive;
        if (accessToken is null || HasRunOut(accessToken, now)) return true;
        var alive = await Ask(accessToken, cancel);
        if (heard.Count >= MostKept) heard.Clear();
        heard[key] = (alive, now);
        return alive;
    }

    private async Task<bool> Ask(string accessToken, CancellationToken cancel)
    {
        var client = options.Get(MarketClient.Scheme);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(patience);
            var authority = await client.ConfigurationManager!.GetConfigurationAsync(limit.Token);
            if (string.IsNullOrEmpty(authority.UserInfoEndpoint)) return true;
            using var request = new HttpRequestMessage(HttpMethod.Get, authority.UserInfoEndpoint) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) } };
            using var answer = await client.Backchannel.SendAsync(request, limit.Token);
            return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest);
        }
        catch (Exception silent) when (silent is HttpRequestException or InvalidOperationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            logger.LogWarning("The authority does not answer: {Reason}", silent.Message.ReplaceLineEndings(" "));
            return true;
        }
    }

    private static bool HasRunOut(string token, DateTimeOffset now)
    {
        var handler = new JwtSecurityTokenHandler();
        return handler.CanReadToken(token) && handler.ReadJwtToken(token).ValidTo <= now.UtcDateTime;
    }
}
