using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Storage.Moving;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Moving;

/// <summary>A market carried from each kind of store into each: the same documents and versions, the same log, the same answers, the same keys.</summary>
public sealed class MovingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("export-").FullName;

    public static TheoryData<string, string> Ways => new()
    {
        { "sqlite", "sqlite" }, { "sqlite", "mongodb" }, { "mongodb", "sqlite" }, { "mongodb", "mongodb" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Everything_is_there_afterwards_as_it_was(string from, string into)
    {
        using var source = new ArchivePlace(from);
        using var target = new ArchivePlace(into);
        var market = await MovedMarket.Fill(source);
        await source.Export(folder);
        Stop(target);

        await target.Import(folder);

        await market.IsTheSame(source, target);
        // And back again: the lines of an export do not tell which engine it came from.
        var again = Path.Combine(folder, "again");
        Assert.Equal((await ArchiveManifest.Read(folder, default)).Files, (await target.Export(again)).Files);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_import_that_was_cut_off_goes_on_where_it_stopped(string from, string into)
    {
        using var source = new ArchivePlace(from);
        using var target = new ArchivePlace(into);
        var market = await MovedMarket.Fill(source);
        await source.Export(folder);
        Stop(target);

        for (var times = 0; times < 3; times++)
            await Assert.ThrowsAsync<IOException>(() => target.Import(folder, new CutOff(target.Archive, batches: 2)));
        Assert.False((await target.Archive.Mark())!.Finished);
        var said = new Said();
        await target.Import(folder, progress: said);

        Assert.Contains(said.Lines, line => line.StartsWith("Going on after", StringComparison.Ordinal));
        await market.IsTheSame(source, target);
        await target.Import(folder, progress: said);
        Assert.Contains("nothing is left to do", said.Lines[^1]);
    }

    [Fact]
    public async Task A_batch_that_was_written_before_its_mark_is_written_once()
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace("mongodb");
        await MovedMarket.Fill(source);
        var manifest = await source.Export(folder);
        Stop(target);
        await target.Import(folder);
        var file = manifest.Files.Single(it => it.Part == "log");
        var events = await ArchiveLines.Read(Path.Combine(folder, file.File), ArchivePart.Log, 0, default).ToListAsync();

        await target.Archive.Write(events, new ImportMark(manifest.Export, "log", events.Count));
        await target.Import(folder);

        Assert.Equal(events.Count, (await target.Records.Log.After(0, 100_000)).Count);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mongodb")]
    public async Task A_store_that_is_not_empty_is_left_alone(string into)
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace(into);
        await MovedMarket.Fill(source);
        await source.Export(folder);
        await target.Records.Store.Commit(Given.Save(Given.Provider()));
        Stop(target);

        var refused = await Assert.ThrowsAsync<SettingException>(() => target.Import(folder));

        Assert.Contains("not empty", refused.Message);
        Assert.Equal(1, await target.Records.Log.Head());
    }

    [Fact]
    public async Task Half_of_one_export_is_not_completed_with_another()
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace("sqlite");
        await MovedMarket.Fill(source);
        await source.Export(folder);
        await Assert.ThrowsAsync<IOException>(() => target.Import(folder, new CutOff(target.Archive, 2)));
        var other = Path.Combine(folder, "other");
        await source.Export(other);

        Assert.Contains("another export", (await Assert.ThrowsAsync<SettingException>(() => target.Import(other))).Message);
    }

    [Fact]
    public async Task While_a_site_serves_from_the_database_nothing_is_carried_into_it()
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace("mongodb");
        await source.Export(folder);

        var refused = await Assert.ThrowsAsync<SettingException>(() => target.Import(folder));

        Assert.Contains("Stop all its sites", refused.Message);
        Assert.Null(await target.Archive.Mark());
    }

    [Fact]
    public async Task A_file_that_is_not_what_was_written_is_refused_before_anything_is_taken_from_it()
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace("sqlite");
        await MovedMarket.Fill(source);
        await source.Export(folder);
        await File.AppendAllTextAsync(Path.Combine(folder, "log.ndjson"), " ");

        Assert.Contains("log.ndjson", (await Assert.ThrowsAsync<InvalidDataException>(() => target.Import(folder))).Message);

        File.Delete(Path.Combine(folder, "log.ndjson"));
        Assert.Contains("missing", (await Assert.ThrowsAsync<InvalidDataException>(() => target.Import(folder))).Message);
        File.Delete(Path.Combine(folder, "manifest.json"));
        Assert.Contains("broken off", (await Assert.ThrowsAsync<SettingException>(() => target.Import(folder))).Message);
        Assert.True(await target.Archive.IsEmpty());
        Assert.Null(await target.Archive.Mark());
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("mongodb")]
    public async Task What_was_changed_between_writing_and_reading_back_is_noticed(string into)
    {
        using var source = new ArchivePlace("sqlite");
        using var target = new ArchivePlace(into);
        await MovedMarket.Fill(source);
        var batches = (await source.Export(folder)).Files.Count(file => file.Records > 0);
        Stop(target);
        // All of them and the mark at the beginning, but not the one at the end.
        await Assert.ThrowsAsync<IOException>(() => target.Import(folder, new CutOff(target.Archive, batches + 1)));
        await target.Records.Store.Commit(Given.Save(Given.Provider("INTRUDER")));

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => target.Import(folder));

        Assert.Contains("not what was exported", refused.Message);
        Assert.False((await target.Archive.Mark())!.Finished);
    }

    [Fact]
    public async Task Writing_to_the_shared_database_while_it_is_exported_is_noticed()
    {
        using var source = new ArchivePlace("mongodb");
        await MovedMarket.Fill(source);
        await using var snapshot = await source.Archive.Snapshot();
        Assert.True(await snapshot.IsStill());
        await source.Records.Store.Commit(Given.Save(Given.Provider("LATE")));
        Assert.False(await snapshot.IsStill());
    }

    [Fact]
    public async Task An_export_of_the_embedded_store_is_one_state_although_the_site_goes_on_writing()
    {
        using var source = new ArchivePlace("sqlite");
        await MovedMarket.Fill(source);
        await using var snapshot = await source.Archive.Snapshot();
        var before = await snapshot.Read(ArchivePart.Log).CountAsync();
        await source.Records.Store.Commit(Given.Save(Given.Provider("LATE")));
        Assert.Equal(before, await snapshot.Read(ArchivePart.Log).CountAsync());
        Assert.True(await snapshot.IsStill());
    }

    /// <summary>Nobody serves from the target while something is carried into it.</summary>
    private static void Stop(ArchivePlace place) => place.Mongo?.StopServing();
}
