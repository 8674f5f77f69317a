using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
using Marketplace.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Adapters;

/// <summary>
/// The command line's way to a maintenance job. While a site holds the data folder, the job is left for it in the database and its
/// progress is followed from here; the index has one writer, and that is the site. Otherwise this process takes the folder and does the job.
/// </summary>
public static class RunMaintenance
{
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(200);

    /// <returns>The exit code: 0 when the job is done.</returns>
    public static async Task<int> RunJob(this IServiceProvider services, string job, TextWriter console, CancellationToken cancel = default)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        var path = ChooseAdapters.DataPath(configuration);
        if (!DataFolder.IsHeld(path)) return await Do(services, job, console, cancel);

        var time = services.GetRequiredService<TimeProvider>();
        if (ChooseAdapters.MongoDb(configuration) is not null)
            return await Follow(services.GetRequiredService<IJobRequests>(), path, job, console, time, cancel);
        if (!File.Exists(Path.Combine(path, SqliteDatabase.FileName))) return await Do(services, job, console, cancel);
        using var database = SqliteDatabase.Visit(path);
        return await Follow(new SqliteJobRequests(database), path, job, console, time, cancel);
    }

    private static async Task<int> Follow(
        IJobRequests requests, string path, string job, TextWriter console, TimeProvider time, CancellationToken cancel)
    {
        var request = await requests.Ask(job, cancel);
        await console.WriteLineAsync($"The running site does it ({job}, request {request.Id}).");
        for (var shown = ""; ; await Task.Delay(look, time, cancel))
        {
            var now = (await requests.Find(request.Id, cancel))!;
            if (now.Progress != shown) await console.WriteLineAsync(shown = now.Progress);
            if (now.Status is JobStatus.Done or JobStatus.Failed) return now.Status == JobStatus.Done ? 0 : 1;
            if (!DataFolder.IsHeld(path))
            {
                await console.WriteLineAsync("The site has stopped; it takes the job up again when it starts.");
                return 1;
            }
        }
    }

    private static async Task<int> Do(IServiceProvider services, string name, TextWriter console, CancellationToken cancel)
    {
        if (services.GetServices<IMaintenanceJob>().FirstOrDefault(it => it.Name == name) is not { } job)
        {
            await console.WriteLineAsync($"There is no job '{name}'; there is: {string.Join(", ", services.GetServices<IMaintenanceJob>().Select(it => it.Name))}.");
            return 2;
        }
        if (!await services.OpenEngines()) return 1;
        await job.Run(new ConsoleLines(console), cancel);
        return 0;
    }
}
