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
        var path = ChooseAdapters.DataPath(services.GetRequiredService<IConfiguration>());
        return File.Exists(Path.Combine(path, SqliteDatabase.FileName)) && DataFolder.IsHeld(path)
            ? await Follow(path, job, console, services.GetRequiredService<TimeProvider>(), cancel)
            : await Do(services, job, console, cancel);
    }

    private static async Task<int> Follow(string path, string job, TextWriter console, TimeProvider time, CancellationToken cancel)
    {
        using var database = SqliteDatabase.Visit(path);
        var requests = new SqliteJobRequests(database);
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
        await job.Run(new Lines(console), cancel);
        return 0;
    }

    private sealed class Lines(TextWriter console) : IProgress<string>
    {
        public void Report(string value) => console.WriteLine(value);
    }
}
