using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Address;
using Marketplace.Identity.Server.Keys;
using Marketplace.Identity.Server.Sessions;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Marketplace.Identity.Server.Storage;

/// <summary>
/// What the identity server keeps: accounts and their factors, sessions, security events, keys, and OpenIddict's clients, authorisations and
/// tokens. Nothing of the market: roles and organisations live in the market's own store, under issuer and subject.
/// </summary>
internal sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<Account, string>(options)
{
    // SQLite compares no instants with an offset; a number of milliseconds is ordered alike on both engines.
    private static readonly ValueConverter<DateTimeOffset, long> milliseconds =
        new(at => at.ToUnixTimeMilliseconds(), at => DateTimeOffset.FromUnixTimeMilliseconds(at));

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<SecurityEvent> SecurityEvents => Set<SecurityEvent>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<StoredKey> Keys => Set<StoredKey>();

    public DbSet<AddressChange> AddressChanges => Set<AddressChange>();

    /// <summary>
    /// Does several things as one: all of them take effect, or, where one throws, none. Within another such it is part of that one. What takes
    /// long, as hashing does, is done before, for with SQLite nobody else writes meanwhile.
    /// </summary>
    public async Task<T> Together<T>(Func<Task<T>> things)
    {
        if (Database.CurrentTransaction is not null) return await things();
        await using var whole = await Database.BeginTransactionAsync();
        var came = await things();
        await whole.CommitAsync();
        return came;
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
        builder.Entity<Account>(account =>
        {
            account.Property(it => it.CreatedAt).HasConversion(milliseconds);
            // One account an address, also where two sign up with it at once.
            account.HasIndex(it => it.NormalizedEmail).HasDatabaseName("EmailIndex").IsUnique();
        });
        builder.Entity<Session>(session =>
        {
            session.ToTable("Sessions").HasKey(it => it.Id);
            session.HasIndex(it => it.AccountId);
            session.Property(it => it.StartedAt).HasConversion(milliseconds);
            session.Property(it => it.ProvedAt).HasConversion(milliseconds);
            session.Property(it => it.SeenAt).HasConversion(milliseconds);
            session.Property(it => it.EndedAt).HasConversion(milliseconds);
        });
        builder.Entity<SecurityEvent>(happened =>
        {
            happened.ToTable("SecurityEvents").HasKey(it => it.Number);
            happened.HasIndex(it => new { it.AccountId, it.Number });
            happened.HasIndex(it => it.TakenAt).HasFilter("\"TakenAt\" IS NULL");
            happened.Property(it => it.At).HasConversion(milliseconds);
            happened.Property(it => it.TakenAt).HasConversion(milliseconds);
        });
        builder.Entity<AddressChange>(change =>
        {
            change.ToTable("AddressChanges").HasKey(it => it.AccountId);
            change.Property(it => it.AskedAt).HasConversion(milliseconds);
            change.Property(it => it.OldAgreedAt).HasConversion(milliseconds);
            change.Property(it => it.NewAgreedAt).HasConversion(milliseconds);
        });
        builder.Entity<RecoveryCode>().ToTable("RecoveryCodes").HasKey(it => new { it.AccountId, it.Hash });
        builder.Entity<StoredKey>(key =>
        {
            key.ToTable("Keys").HasKey(it => it.Id);
            key.Property(it => it.CreatedAt).HasConversion(milliseconds);
        });
    }
}
