using Marketplace.Adapters.Files;
using Marketplace.Adapters.Sqlite;
using Marketplace.Payments;
using Marketplace.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Marketplace.Adapters.Tests;

/// <summary>A maintenance job from the command line, with a site beside it and without one.</summary>
public sealed class RunMaintenanceTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("market-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    [Fact]
    public async Task Without_a_site_the_command_takes_the_folder_and_does_the_job_itself()
    {
        var job = new Tidy();
        await using var command = Services(job);
        var console = new StringWriter();

        Assert.Equal(0, await command.RunJob("tidy", console));

        Assert.Equal(1, job.Runs);
        Assert.Contains("half", console.ToString());
        Assert.Contains("whole", console.ToString());
    }

    [Fact]
    public async Task While_a_site_serves_it_does_the_job_and_the_command_tells_how_it_goes()
    {
        var (atSite, atCommand) = (new Tidy(), new Tidy());
        await using var site = Services(atSite);
        Assert.True(await site.OpenEngines());
        var runner = site.GetServices<IHostedService>().OfType<JobRunner>().Single();
        await runner.StartAsync(CancellationToken.None);
        await using var command = Services(atCommand);
        var console = new StringWriter();

        Assert.Equal(0, await command.RunJob("tidy", console).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(1, await command.RunJob("unheard-of", console).WaitAsync(TimeSpan.FromSeconds(30)));
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal((1, 0), (atSite.Runs, atCommand.Runs));
        Assert.Contains("whole", console.ToString());
        Assert.Contains("knows no job 'unheard-of'", console.ToString());
    }

    [Fact]
    public async Task A_job_a_site_did_not_live_to_finish_is_begun_again_by_the_next()
    {
        using (var folder = DataFolder.Claim(path))
        using (var database = SqliteDatabase.Open(folder))
        {
            var requests = new SqliteJobRequests(database);
            await requests.Report((await requests.Ask("tidy")).Id, JobStatus.Running, "half");
        }
        var job = new Tidy();
        await using var site = Services(job);
        var runner = site.GetServices<IHostedService>().OfType<JobRunner>().Single();
        await runner.StartAsync(CancellationToken.None);

        await job.Finished.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await runner.StopAsync(CancellationToken.None);

        Assert.Equal(1, job.Runs);
    }

    [Fact]
    public async Task A_site_whose_folder_is_in_use_does_not_start_and_says_why()
    {
        using var other = DataFolder.Claim(path);
        await using var site = Services(new Tidy());
        Assert.False(await site.OpenEngines());
    }

    [Theory]
    [InlineData("Production", null, "on purpose")]
    [InlineData("Development", "oracle", "sqlite and memory")]
    public void Production_takes_an_embedded_engine_only_by_name_and_nobody_an_unknown_one(string environment, string? engine, string words)
    {
        var refusal = Assert.Throws<Vocabulary.SettingException>(() => new ServiceCollection().AddAdapters(Settings(engine), new At(environment)));
        Assert.Contains(words, refusal.Message);
        Assert.Contains("Engines:Records", refusal.Message);
    }

    private ServiceProvider Services(IMaintenanceJob job)
    {
        var settings = Settings("sqlite");
        return new ServiceCollection()
            .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Vocabulary.MarketClock(TimeProvider.System, TimeZoneInfo.Utc))
            .AddSingleton(settings)
            .AddAdapters(settings, new At("Development"))
            .AddStorage()
            .AddPayments(settings)
            .AddSingleton(job)
            .BuildServiceProvider();
    }

    private IConfiguration Settings(string? engine) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Data:Path"] = path, ["Engines:Records"] = engine }).Build();

    private sealed class Tidy : IMaintenanceJob
    {
        public string Name => "tidy";
        public int Runs { get; private set; }
        public TaskCompletionSource Finished { get; } = new();

        public Task Run(IProgress<string> progress, CancellationToken cancel)
        {
            progress.Report("half");
            progress.Report("whole");
            Runs++;
            Finished.SetResult();
            return Task.CompletedTask;
        }
    }

    private sealed class At(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;
        public string ApplicationName { get; set; } = "test";
        public string ContentRootPath { get; set; } = "/";
        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = null!;
    }
}
