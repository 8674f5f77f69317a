using System.Security.Cryptography;
using Marketplace.Identity.Server.Sessions;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Marketplace.Identity.Server.Accounts;

/// <summary>Writes down what happens to accounts, and reads it back to their owners.</summary>
internal sealed class AccountLog(IdentityDb db, SignInClock clock, IHttpContextAccessor request)
{
    private const int MostShown = 50;

    // Any number that nothing else in the database locks by.
    private const long LockNumber = 0x6576656e7473;

    /// <summary>Belongs into the same <see cref="IdentityDb.Together"/> as what it tells of, so that neither is there without the other.</summary>
    public Task Add(Account account, Happening what) =>
        Add(account, what, PersonOf(request.HttpContext!, account).Value, Visitor.Of(request.HttpContext!));

    /// <summary>Likewise, for what the server does by itself.</summary>
    /// <param name="person">Who the owner is in the market.</param>
    public Task AddUnseen(Account account, Happening what, string person) => Add(account, what, person, new Visitor("", ""));

    public async Task<IReadOnlyList<SecurityEvent>> Latest(Account account, int most = MostShown) =>
        await db.SecurityEvents.AsNoTracking().Where(it => it.AccountId == account.Id).OrderByDescending(it => it.Number).Take(most).ToListAsync();

    /// <summary>Who the owner of an account is in the market that this request came to.</summary>
    public static PersonId PersonOf(HttpContext http, Account account) => PersonId.Of($"{SiteAddress.Of(http)}/", account.Id);

    private Task<int> Add(Account account, Happening what, string person, Visitor visitor) => db.Together(async () =>
    {
        // With SQLite there is one writer; PostgreSQL's would number events before they know which of them takes effect first.
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})");
        db.SecurityEvents.Add(new SecurityEvent
        {
            Key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), AccountId = account.Id, Person = person, At = clock.Now,
            What = what, Network = visitor.Network, Device = visitor.Device,
        });
        return await db.SaveChangesAsync();
    });
}
