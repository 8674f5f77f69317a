using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace Marketplace.Identity.Server.Storage;

/// <summary>
/// The layout of the identity database and the way from one version of it to the next. An empty database gets the newest layout at once, as the
/// model has it; an older one is brought there by numbered steps, each taken once, all of them or none. Several nodes may start together.
/// </summary>
internal static class IdentitySchema
{
    /// <summary>What leads from layout n to n + 1, by engine.</summary>
    private static readonly (string Sqlite, string PostgreSql)[] steps =
    [
        // Security events become an outbox. Those that are there tell of times when the market's record took none, and not who their owners are in it.
        (
            """
            ALTER TABLE "SecurityEvents" ADD COLUMN "Key" TEXT NOT NULL DEFAULT '';
            ALTER TABLE "SecurityEvents" ADD COLUMN "Person" TEXT NOT NULL DEFAULT '';
            ALTER TABLE "SecurityEvents" ADD COLUMN "TakenAt" INTEGER NULL;
            UPDATE "SecurityEvents" SET "TakenAt" = "At";
            CREATE INDEX "IX_SecurityEvents_TakenAt" ON "SecurityEvents" ("TakenAt") WHERE "TakenAt" IS NULL;
            """,
            """
            ALTER TABLE "SecurityEvents" ADD COLUMN "Key" text NOT NULL DEFAULT '';
            ALTER TABLE "SecurityEvents" ADD COLUMN "Person" text NOT NULL DEFAULT '';
            ALTER TABLE "SecurityEvents" ADD COLUMN "TakenAt" bigint NULL;
            UPDATE "SecurityEvents" SET "TakenAt" = "At";
            CREATE INDEX "IX_SecurityEvents_TakenAt" ON "SecurityEvents" ("TakenAt") WHERE "TakenAt" IS NULL;
            """),
        // A proof gives a session another id; an address changes when two agree; an account can be erased.
        (
            """
            ALTER TABLE "Sessions" ADD COLUMN "SucceededBy" TEXT NULL;
            ALTER TABLE "AspNetUsers" ADD COLUMN "ErasingAs" TEXT NULL;
            CREATE TABLE "AddressChanges" (
                "AccountId" TEXT NOT NULL CONSTRAINT "PK_AddressChanges" PRIMARY KEY, "Key" TEXT NOT NULL, "Email" TEXT NOT NULL,
                "AskedAt" INTEGER NOT NULL, "OldAgreedAt" INTEGER NULL, "NewAgreedAt" INTEGER NULL);
            """,
            """
            ALTER TABLE "Sessions" ADD COLUMN "SucceededBy" text NULL;
            ALTER TABLE "AspNetUsers" ADD COLUMN "ErasingAs" text NULL;
            CREATE TABLE "AddressChanges" (
                "AccountId" text NOT NULL CONSTRAINT "PK_AddressChanges" PRIMARY KEY, "Key" text NOT NULL, "Email" text NOT NULL,
                "AskedAt" bigint NOT NULL, "OldAgreedAt" bigint NULL, "NewAgreedAt" bigint NULL);
            """),
    ];

    private const int First = 1;

    // Any number that nothing else in the database locks by.
    private const long LockNumber = 0x6d61726b6574;

    public static int Newest => First + steps.Length;

    public static async Task Prepare(IdentityDb db)
    {
        await db.Database.OpenConnectionAsync();
        try
        {
            // A database that is served from while it is copied, or by a second reader, should not wait for the writer.
            if (db.Database.IsSqlite()) await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            // Serializable: with SQLite that takes the write lock at once; PostgreSQL's nodes queue at a lock of their own.
            await using var change = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable);
            if (db.Database.IsNpgsql()) await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({LockNumber})");
            await db.Database.ExecuteSqlRawAsync("""CREATE TABLE IF NOT EXISTS "Layout" ("Version" INTEGER PRIMARY KEY)""");
            var stands = await db.Database.SqlQueryRaw<int>("""SELECT coalesce(max("Version"), 0) AS "Value" FROM "Layout" """).SingleAsync();
            if (stands > Newest) throw new InvalidDataException(
                $"The identity database has layout {stands}, and this program knows layouts up to {Newest}: it was written by a newer version. Start that one.");
            await Bring(db, stands);
            await change.CommitAsync();
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task Bring(IdentityDb db, int stands)
    {
        if (stands == 0) await db.GetService<IRelationalDatabaseCreator>().CreateTablesAsync();
        else foreach (var (sqlite, postgreSql) in steps.Skip(stands - First)) await db.Database.ExecuteSqlRawAsync(db.Database.IsSqlite() ? sqlite : postgreSql);
        if (stands < Newest) await db.Database.ExecuteSqlAsync($"""INSERT INTO "Layout" ("Version") VALUES ({Newest})""");
    }
}
