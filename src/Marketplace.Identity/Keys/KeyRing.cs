using System.Data;
using System.Security.Cryptography;
using Marketplace.Identity.Server.Storage;
using Marketplace.Identity.SignIn;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace Marketplace.Identity.Server.Keys;

/// <summary>
/// The keys with which the server signs tokens and encrypts what only it reads. They are made once, kept protected in its database, and renewed
/// on <see cref="KeySchedule"/>; OpenIddict's options follow whenever they change.
/// </summary>
internal sealed class KeyRing(IServiceScopeFactory scopes, IDataProtectionProvider protection, SigningKeys pairs, SignInClock clock)
    : IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>, IDisposable
{
    // Any number that nothing else in the database locks by.
    private const long LockNumber = 0x6b657973;

    private readonly IDataProtector protector = protection.CreateProtector("Marketplace.Identity.Keys");
    private CancellationTokenSource changed = new();
    private IReadOnlyList<StoredKey> keys = [];

    public string? Name => Options.DefaultName;

    /// <summary>Reads the keys, makes those that are due and deletes those that nothing depends on any more.</summary>
    public async Task Turn(CancellationToken cancel = default)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var now = clock.Now;
        // Several nodes may turn at once: one makes the keys, and the others find them made.
        await using var turn = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})", cancel);
        var stored = await db.Keys.AsNoTracking().ToListAsync(cancel);
        foreach (var use in Enum.GetValues<KeyUse>())
        {
            if (KeySchedule.WantsNew(stored.Where(key => key.Use == use), now)) db.Keys.Add(New(use, now));
        }

        foreach (var old in stored.Where(key => KeySchedule.IsForgotten(key, now))) db.Keys.Remove(old);
        await db.SaveChangesAsync(cancel);
        stored = await db.Keys.AsNoTracking().ToListAsync(cancel);
        await turn.CommitAsync(cancel);

        IReadOnlyList<StoredKey> inOrder = [.. KeySchedule.InOrder(stored.Where(it => it.Use == KeyUse.Signing), now), .. KeySchedule.InOrder(stored.Where(it => it.Use == KeyUse.Encryption), now)];
        if (inOrder.Select(key => key.Id).SequenceEqual(keys.Select(key => key.Id))) return;
        keys = inOrder;
        var before = Interlocked.Exchange(ref changed, new CancellationTokenSource());
        await before.CancelAsync();
        before.Dispose();
    }

    public void Configure(OpenIddictServerOptions options)
    {
        if (keys.Count == 0) Turn().GetAwaiter().GetResult();
        foreach (var key in keys)
        {
            if (key.Use == KeyUse.Signing) options.SigningCredentials.Add(new SigningCredentials(Rsa(key), SecurityAlgorithms.RsaSha256));
            else options.EncryptionCredentials.Add(new EncryptingCredentials(
                new SymmetricSecurityKey(protector.Unprotect(Convert.FromBase64String(key.Protected))) { KeyId = key.Id }, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        }
    }

    public IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    public void Dispose() => changed.Dispose();

    private StoredKey New(KeyUse use, DateTimeOffset now)
    {
        byte[] secret;
        if (use == KeyUse.Signing)
        {
            using var rsa = pairs.New();
            secret = rsa.ExportPkcs8PrivateKey();
        }
        else
        {
            secret = RandomNumberGenerator.GetBytes(32);
        }

        return new StoredKey
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), Use = use, CreatedAt = now, Protected = Convert.ToBase64String(protector.Protect(secret)),
        };
    }

    private RsaSecurityKey Rsa(StoredKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(protector.Unprotect(Convert.FromBase64String(key.Protected)), out _);
        return new RsaSecurityKey(rsa) { KeyId = key.Id };
    }
}
