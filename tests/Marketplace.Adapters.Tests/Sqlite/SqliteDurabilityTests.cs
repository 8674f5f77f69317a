using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Listings;
using Marketplace.Storage;
using Microsoft.Data.Sqlite;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Sqlite;

/// <summary>What SQLite promises beyond the contracts: it outlives the process, shares flushes, holds its folder and answers by index.</summary>
public sealed class SqliteDurabilityTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("market-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task After_a_restart_documents_versions_events_cursors_and_commands_are_there()
    {
        var listing = Given.Listing();
        using (var before = new SqliteRecords(path))
        {
            await before.Store.Commit(Given.Save(listing, 0, command: new Command("key", "print", "answer")));
            await before.Store.Commit(Given.Save(listing.Published(Given.Noon), 1));
            await before.Log.Advance("index", 1, OnlySite.Fence);
        }

        using var after = new SqliteRecords(path);
        Assert.Equal(2, (await after.Listings.Find(listing.Id))!.Version);
        Assert.Equal(2, (await after.Listings.Versions(listing.Id)).Count);
        Assert.Equal(2, await after.Log.Head());
        Assert.Equal(1, await after.Log.Cursor("index"));
        Assert.Equal("answer", (await after.Store.Command("key"))!.Answer);
        Assert.True((await after.Store.Commit(Given.Save(listing, 2))).Succeeded);
        Assert.Equal(3, await after.Log.Head());
    }

    [Fact]
    public async Task Commits_that_wait_for_the_disk_share_one_flush()
    {
        using var records = new SqliteRecords(path);
        using var blocker = Raw();
        Run(blocker, "BEGIN IMMEDIATE"); // stands for a slow disk: the writer can finish nothing
        var waiting = Enumerable.Range(0, 200).Select(_ => records.Store.Commit(Given.Save(Given.Listing(), 0))).ToList();
        var before = records.Database.Writer.Transactions;

        Run(blocker, "COMMIT");
        var outcomes = await Task.WhenAll(waiting);

        Assert.All(outcomes, it => Assert.True(it.Succeeded));
        Assert.InRange(records.Database.Writer.Transactions - before, 1, 3);
    }

    [Fact]
    public async Task In_one_flush_a_stale_and_a_failing_change_set_spoil_nothing_for_their_neighbours()
    {
        using var records = new SqliteRecords(path);
        var stale = Given.Listing();
        using var blocker = Raw();
        Run(blocker, "BEGIN IMMEDIATE");
        var before = records.Database.Writer.Transactions;
        var good = Enumerable.Range(0, 10).Select(_ => records.Store.Commit(Given.Save(Given.Listing(), 0))).ToList();
        var bad = records.Store.Commit(Given.Save(stale, 3));
        var bug = records.Database.Writer.Run<int>(statements =>
        {
            statements.Execute("INSERT INTO cursors (consumer, position) VALUES ('half done', 1)");
            throw new InvalidOperationException("a bug");
        }, TestContext.Current.CancellationToken);
        var more = Enumerable.Range(0, 10).Select(_ => records.Store.Commit(Given.Save(Given.Listing(), 0))).ToList();
        Run(blocker, "COMMIT");

        Assert.All(await Task.WhenAll([.. good, .. more]), it => Assert.True(it.Succeeded));
        Assert.False((await bad).Succeeded);
        await Assert.ThrowsAsync<InvalidOperationException>(() => bug);
        Assert.Equal(0, await records.Log.Cursor("half done"));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), (await records.Log.After(0, 100)).Select(e => e.Position));
        Assert.InRange(records.Database.Writer.Transactions - before, 1, 3);
    }

    [Fact]
    public async Task On_a_full_disk_writing_says_so_keeps_nothing_and_reading_goes_on()
    {
        using var records = new SqliteRecords(path);
        var before = Given.Listing();
        await records.Store.Commit(Given.Save(before, 0));
        // Stands for the end of the disk: SQLite answers alike where the file may not grow.
        await records.Database.Writer.Run(s => new Applied<object?>(s.Scalar("PRAGMA max_page_count = 1"), Keep: true), TestContext.Current.CancellationToken);

        StoreUnwritableException? refused = null;
        var kept = 1;
        for (; refused is null && kept < 2000; kept++)
        {
            try { await records.Store.Commit(Given.Save(Given.Listing(), 0)); }
            catch (StoreUnwritableException full) { refused = full; break; }
        }

        Assert.True(refused?.Full);
        Assert.Equal(kept, await records.Log.Head());
        Assert.Equal(1, (await records.Listings.Find(before.Id))!.Version);
        await records.Database.Writer.Run(s => new Applied<object?>(s.Scalar("PRAGMA max_page_count = 1000000"), Keep: true), TestContext.Current.CancellationToken);
        Assert.True((await records.Store.Commit(Given.Save(Given.Listing(), 0))).Succeeded);
    }

    [Fact]
    public async Task The_writer_flushes_to_the_disk_before_it_answers()
    {
        using var records = new SqliteRecords(path);
        var (journal, synchronous) = await records.Database.Writer.Run(
            s => new Applied<(object?, long)>((s.Scalar("PRAGMA journal_mode"), s.Number("PRAGMA synchronous")), Keep: true),
            TestContext.Current.CancellationToken);

        Assert.Equal("wal", journal);
        Assert.Equal(2, synchronous); // FULL
    }

    [Fact]
    public void A_folder_that_is_in_use_is_refused_with_a_sentence_that_says_what_to_do()
    {
        using var first = new SqliteRecords(path);

        var refused = Assert.Throws<DataFolderInUseException>(() => new SqliteRecords(path));

        Assert.Contains(path, refused.Message);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message);
        Assert.Contains("--Data:Path", refused.Message);
        Assert.True(DataFolder.IsHeld(path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_not_said_to_be_in_use()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The fault is made with a symbolic link that leads to itself.");
        Directory.CreateDirectory(path);
        File.CreateSymbolicLink(Path.Combine(path, "market.lock"), "market.lock");

        var refused = Assert.Throws<SettingException>(() => new SqliteRecords(path));

        Assert.Contains($"The data folder {path} (setting Data:Path) cannot be written", refused.Message);
    }

    [Fact]
    public void A_folder_is_free_again_when_its_holder_is_gone()
    {
        new SqliteRecords(path).Dispose();
        Assert.False(DataFolder.IsHeld(path));
        new SqliteRecords(path).Dispose();
    }

    [Fact]
    public void A_database_of_a_newer_program_is_left_alone()
    {
        new SqliteRecords(path).Dispose();
        using (var raw = Raw()) Run(raw, "INSERT INTO schema (version) VALUES (99)");

        var refused = Assert.Throws<InvalidDataException>(() => new SqliteRecords(path));

        Assert.Contains("layout 99", refused.Message);
    }

    [Fact]
    public async Task A_database_of_an_older_program_is_brought_up_and_keeps_what_it_holds()
    {
        var listing = Given.Listing();
        using (var before = new SqliteRecords(path)) await before.Store.Commit(Given.Save(listing, 0));
        using (var raw = Raw()) Run(raw, "DROP TABLE job_requests; DROP TABLE import_mark; DROP TABLE invitations; DROP TABLE api_clients; DROP TABLE record; DROP TABLE notices; DROP TABLE reports; DROP TABLE orders; DROP TABLE offers; DROP TABLE disputes; DROP TABLE money_acts; DROP TABLE ledger_entries; DROP TABLE payments; DROP TABLE provider_calls; DROP TABLE payment_hints; DROP TABLE simulated_payments; DROP TABLE statement_lines; DROP TABLE invoices; DROP INDEX certificates_ending; DROP INDEX people_email; DROP TRIGGER organisations_providers_INSERT; DROP TRIGGER organisations_providers_UPDATE; DROP TABLE organisation_providers; DELETE FROM schema WHERE version > 1");

        using var after = new SqliteRecords(path);

        Assert.NotNull(await after.Listings.Find(listing.Id));
        Assert.Equal(JobStatus.Asked, (await after.Jobs.Ask("reindex")).Status);
    }

    [Fact]
    public void A_command_beside_a_site_of_another_version_leaves_its_database_alone()
    {
        new SqliteRecords(path).Dispose();
        using (var raw = Raw()) Run(raw, "DELETE FROM schema WHERE version > 1");

        Assert.Contains("layout 1", Assert.Throws<InvalidDataException>(() => SqliteDatabase.Visit(path)).Message);
    }

    [Fact]
    public async Task An_event_this_program_does_not_know_is_named()
    {
        using var records = new SqliteRecords(path);
        using (var raw = Raw())
            Run(raw, "INSERT INTO log (at, kind, subject, body) VALUES ('2026-11-24T12:00:00.0000000Z', 'ListingTeleported', 'x', '{}')");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => records.Log.After(0, 10));

        Assert.Contains("ListingTeleported", failure.Message);
        Assert.Contains("position 1", failure.Message);
    }

    public static TheoryData<string> Questions =>
    [
        .. SqliteCertificates.Questions, .. SqliteProviders.Questions, .. SqliteMemberships.Questions, .. SqliteOrganisations.Questions, .. SqliteInvitations.Questions, .. SqliteApiClients.Questions, .. SqliteNotices.Questions, .. SqlitePersonRecords.Questions, .. SqliteRecord.Questions, .. SqliteReports.Questions, .. SqliteLedger.Questions, .. SqlitePayments.Questions, .. SqliteTransfers.Questions, .. SqliteListings.Questions, .. SqliteOrders.Questions, .. SqliteOffers.Questions, .. SqliteDisputes.Questions, .. SqliteMoneyActs.Questions,
        SqliteJobRequests.OneQuestion, SqliteJobRequests.UnfinishedQuestion, SqliteJobRequests.LatestQuestion,
        SqliteEventLog.AfterQuestion, SqliteEventLog.CursorQuestion, SqliteEventLog.HeadQuestion,
    ];

    [Theory]
    [MemberData(nameof(Questions))]
    public void Every_question_is_answered_by_an_index(string question)
    {
        using var records = new SqliteRecords(path);
        var plan = Plan(records, question);

        // SEARCH steps go by an index or the primary key; a SCAN may only run over an index or over the ids that were asked for.
        Assert.NotEmpty(plan);
        Assert.All(plan.Where(step => step.StartsWith("SCAN", StringComparison.Ordinal)), step => Assert.Contains(" INDEX ", step));
        Assert.DoesNotContain(plan, step => step.Contains("USE TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal));
    }

    [Fact]
    public void The_index_test_would_notice_a_path_spelt_differently()
    {
        using var records = new SqliteRecords(path);
        Assert.Contains(Plan(records, "SELECT body FROM listings WHERE body ->> '$.provider' = ?1"), step => step == "SCAN listings");
    }

    private static List<string> Plan(SqliteRecords records, string question) =>
        records.Database.Read(reader => reader.Rows($"EXPLAIN QUERY PLAN {question}", row => row.GetString(3), "1", "1"));

    private SqliteConnection Raw()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(path, SqliteDatabase.FileName)};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
