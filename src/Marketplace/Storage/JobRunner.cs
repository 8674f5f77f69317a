using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Storage;

/// <summary>In the serving site: looks at the slate every second and does what was asked, one job at a time.</summary>
internal sealed class JobRunner(IJobRequests requests, IEnumerable<IMaintenanceJob> jobs, TimeProvider time, ILogger<JobRunner> logger) : BackgroundService
{
    private static readonly TimeSpan every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        do
        {
            try
            {
                while (await requests.Unfinished(stoppingToken) is { } request) await Do(request, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "The slate of maintenance jobs cannot be read; it is looked at again");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Do(JobRequest request, CancellationToken stop)
    {
        if (jobs.FirstOrDefault(it => it.Name == request.Job) is not { } job)
        {
            await requests.Report(request.Id, JobStatus.Failed, $"This site knows no job '{request.Job}'.", stop);
            return;
        }
        logger.LogInformation("Maintenance job {Job} begins", job.Name);
        using var slate = new Slate(requests, request.Id);
        try
        {
            await job.Run(slate, stop);
            await slate.Finish(JobStatus.Done, null);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            logger.LogError(failure, "Maintenance job {Job} failed", job.Name);
            await slate.Finish(JobStatus.Failed, failure.Message);
        }
    }

    /// <summary>Writes the latest progress down, one report at a time; those that come meanwhile are passed over for the last.</summary>
    private sealed class Slate(IJobRequests requests, long id) : IProgress<string>, IDisposable
    {
        private readonly SemaphoreSlim writing = new(1);
        private volatile string last = "";

        public void Report(string value)
        {
            last = value;
            if (writing.Wait(0)) _ = Write(value);
        }

        public async Task Finish(JobStatus status, string? because)
        {
            await writing.WaitAsync();
            await requests.Report(id, status, because ?? last);
        }

        public void Dispose() => writing.Dispose();

        private async Task Write(string value)
        {
            try { await requests.Report(id, JobStatus.Running, value); }
            finally { writing.Release(); }
        }
    }
}
