using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
using Marketplace.Files;
using Marketplace.Files.Moving;
using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MongoDB.Driver;

namespace Marketplace.Adapters;

/// <summary>The commands <c>export FOLDER</c> and <c>import FOLDER</c>, over the store that the settings name.</summary>
public static class RunMoving
{
    /// <returns>The exit code: 0 when everything was carried.</returns>
    public static async Task<int> Move(this IServiceProvider services, string word, string? folder, TextWriter console, CancellationToken cancel = default)
    {
        try
        {
            if (string.IsNullOrWhiteSpace(folder) || folder.StartsWith('-')) throw new SettingException($"Name the folder: {word} FOLDER");
            if (word == "export") await Export(services, folder, new ConsoleLines(console), cancel);
            else await Import(services, folder, new ConsoleLines(console), cancel);
            return 0;
        }
        catch (Exception refused) when (refused is SettingException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
        }
        catch (Exception silent) when (silent is MongoException or TimeoutException or StoreUnreachableException or StoreUnwritableException)
        {
            await Console.Error.WriteLineAsync($"The store does not answer: {silent.Message} Give the command again; an import goes on where it stopped.");
        }
        return 1;
    }

    private static async Task Export(IServiceProvider services, string folder, IProgress<string> progress, CancellationToken cancel)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var path = ChooseAdapters.DataPath(configuration);
        var embedded = ChooseAdapters.MongoDb(configuration) is null;
        if (embedded && !File.Exists(Path.Combine(path, SqliteDatabase.FileName))) throw new SettingException($"There is no market in {Path.GetFullPath(path)} (setting Data:Path).");

        using var beside = embedded && DataFolder.IsHeld(path) ? SqliteDatabase.Visit(path) : null;
        var archive = beside is null ? Archive(services) : new SqliteArchive(beside);
        await ThrowIfUnfinished(archive, cancel);
        // Files last: each lies there before a record names it, and none is changed afterwards.
        await ActivatorUtilities.CreateInstance<ExportMarket>(services, archive).Run(folder, progress, cancel);
        var files = beside is null ? services.GetRequiredService<IFiles>() : FilesSetup.Visit(path);
        await new CarryFiles(files).Export(folder, progress, cancel);
    }

    private static async Task Import(IServiceProvider services, string folder, IProgress<string> progress, CancellationToken cancel)
    {
        var archive = Archive(services);
        await services.GetRequiredService<CarryFiles>().Import(folder, progress, cancel);
        await ActivatorUtilities.CreateInstance<ImportMarket>(services, archive).Run(folder, progress, cancel);
    }

    /// <summary>A store into which an import was begun is not a market yet.</summary>
    internal static async Task ThrowIfUnfinished(IArchive archive, CancellationToken cancel)
    {
        if (await archive.Mark(cancel) is { Finished: false } mark)
            throw new SettingException($"An import into {archive.Place} was not finished (export {mark.Export}). Give the command 'import' again with the same folder; it goes on where it stopped.");
    }

    private static IArchive Archive(IServiceProvider services) =>
        services.GetService<IArchive>() ?? throw new SettingException("Records that are kept in memory cannot be moved.");
}
