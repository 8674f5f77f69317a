using Marketplace.Storage;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class JobRequestsContract(Records records) : IDisposable
{
    private readonly IJobRequests requests = records.Jobs;

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_asked_waits_until_it_is_finished_and_the_oldest_comes_first()
    {
        var first = await requests.Ask("reindex");
        var second = await requests.Ask("reindex");
        Assert.Equal(first, await requests.Unfinished());

        await requests.Report(first.Id, JobStatus.Running, "1 of 2");
        Assert.Equal(first with { Status = JobStatus.Running, Progress = "1 of 2" }, await requests.Unfinished());

        await requests.Report(first.Id, JobStatus.Done, "2 of 2");
        Assert.Equal(second, await requests.Unfinished());

        await requests.Report(second.Id, JobStatus.Failed, "broken");
        Assert.Null(await requests.Unfinished());
        Assert.Equal(second with { Status = JobStatus.Failed, Progress = "broken" }, await requests.Find(second.Id));
        Assert.Null(await requests.Find(99));
        Assert.Equal([second.Id, first.Id], (await requests.Latest(5)).Select(it => it.Id));
        Assert.Equal(JobStatus.Failed, Assert.Single(await requests.Latest(1)).Status);
    }
}
