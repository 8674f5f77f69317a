using System.Security.Cryptography;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Sessions;

/// <summary>Who is signed in here, and where else.</summary>
internal sealed record SignedIn(Account Account, Session Session);

/// <summary>Begins, finds and ends sessions. Each is a row, so that it can be ended from elsewhere.</summary>
internal sealed class AccountSessions(IdentityDb db, SignInClock clock, AccountLog log)
{
    /// <summary>A request a minute is enough to keep a session from being idle.</summary>
    private static readonly TimeSpan noteSeenEvery = TimeSpan.FromMinutes(1);

    /// <summary>Nobody proves themselves more often within a session's longest life; it bounds a search, not the session.</summary>
    private const int MostSuccessions = 5000;

    /// <summary>
    /// Signs in on this device. Where the same account proves itself again, its session goes on under another id, so that whoever got hold of
    /// the old one gains nothing by the proof; any other session of the device is ended. Which of the two it was, the account's log tells.
    /// </summary>
    public async Task Begin(HttpContext http, Account account, string methods)
    {
        var now = clock.Now;
        var before = await Current(http);
        var goesOn = before is not null && before.Account.Id == account.Id;

        var visitor = Visitor.Of(http);
        var session = new Session
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountId = account.Id, StartedAt = goesOn ? before!.Session.StartedAt : now, ProvedAt = now, SeenAt = now,
            Methods = methods, Network = visitor.Network, Device = visitor.Device,
        };
        await db.Together(async () =>
        {
            if (goesOn) await db.Sessions.Where(it => it.Id == before!.Session.Id && it.EndedAt == null).ExecuteUpdateAsync(set => Ended()(set.SetProperty(it => it.SucceededBy, session.Id)));
            else if (before is not null) await End(before.Account, before.Session.Id, Happening.SignedOut);
            db.Sessions.Add(session);
            await log.Add(account, goesOn ? Happening.ProvedAgain : Happening.SignedIn);
            return session;
        });
        await AccountCookie.SignIn(http, session);
    }

    /// <summary>The account and session of the request's cookie, where that session is still alive.</summary>
    public async Task<SignedIn?> Current(HttpContext http)
    {
        if (await AccountCookie.Read(http) is not var (accountId, sessionId)) return null;
        if (await Alive(accountId, sessionId) is not { } session) return null;
        return await db.Users.FindAsync(accountId) is { } account ? new SignedIn(account, session) : null;
    }

    /// <summary>The session, where it is alive; asking counts as having seen it.</summary>
    public async Task<Session?> Alive(string account, string id)
    {
        var session = await db.Sessions.FindAsync(id);
        var now = clock.Now;
        if (session is null || session.AccountId != account || !session.IsAlive(now)) return null;
        if (now - session.SeenAt >= noteSeenEvery)
        {
            // By a statement of its own: a row ended meanwhile stays ended.
            await db.Sessions.Where(it => it.Id == id && it.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(it => it.SeenAt, now));
        }
        return session;
    }

    /// <summary>Likewise, also where it goes on under another id by now: for tokens, which were given before that.</summary>
    public async Task<Session?> AliveOrSucceeded(string account, string id)
    {
        for (var step = 0; step < MostSuccessions; step++)
        {
            if (await db.Sessions.FindAsync(id) is not { } session || session.AccountId != account) return null;
            if (session.SucceededBy is not { } next) return await Alive(account, id);
            id = next;
        }
        return null;
    }

    /// <summary>The owner has just shown something more than what they signed in with.</summary>
    public async Task Strengthen(SignedIn who, string methods)
    {
        (who.Session.Methods, who.Session.ProvedAt) = (string.Join(' ', who.Session.Methods.Split(' ').Union(methods.Split(' '))), clock.Now);
        await db.SaveChangesAsync();
    }

    /// <summary>Those alive, the latest seen first.</summary>
    public async Task<IReadOnlyList<Session>> Of(Account account)
    {
        var now = clock.Now;
        var open = await db.Sessions.AsNoTracking().Where(it => it.AccountId == account.Id && it.EndedAt == null).OrderByDescending(it => it.SeenAt).ToListAsync();
        return [.. open.Where(it => it.IsAlive(now))];
    }

    /// <summary>Ends one of the account's sessions; false where it has no such.</summary>
    /// <param name="why">What is written down.</param>
    public Task<bool> End(Account account, string id, Happening why) => db.Together(async () =>
    {
        var ended = await db.Sessions.Where(it => it.Id == id && it.AccountId == account.Id && it.EndedAt == null).ExecuteUpdateAsync(Ended()) > 0;
        if (ended) await log.Add(account, why);
        return ended;
    });

    /// <summary>Ends all sessions of the account but one.</summary>
    public Task<bool> EndOthers(Account account, string? kept, Happening why = Happening.SessionEnded) => db.Together(async () =>
    {
        var ended = await db.Sessions.Where(it => it.AccountId == account.Id && it.Id != kept && it.EndedAt == null).ExecuteUpdateAsync(Ended()) > 0;
        if (ended) await log.Add(account, why);
        return ended;
    });

    private Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Session>> Ended()
    {
        DateTimeOffset? now = clock.Now;
        return set => set.SetProperty(it => it.EndedAt, now);
    }
}
