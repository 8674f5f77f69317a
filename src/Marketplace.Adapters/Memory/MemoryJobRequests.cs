using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Jobs asked for within this process.</summary>
public sealed class MemoryJobRequests : IJobRequests
{
    private readonly Lock gate = new();
    private readonly List<JobRequest> slate = [];

    public Task<JobRequest> Ask(string job, CancellationToken cancel = default)
    {
        lock (gate)
        {
            slate.Add(new JobRequest(slate.Count + 1, job, JobStatus.Asked, ""));
            return Task.FromResult(slate[^1]);
        }
    }

    public Task<JobRequest?> Find(long id, CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult(slate.Find(it => it.Id == id));
    }

    public Task<JobRequest?> Unfinished(CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult(slate.Find(it => it.IsUnfinished));
    }

    public Task<IReadOnlyList<JobRequest>> Latest(int most, CancellationToken cancel = default)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<JobRequest>>([.. slate.AsEnumerable().Reverse().Take(most)]);
    }

    public Task Report(long id, JobStatus status, string progress, CancellationToken cancel = default)
    {
        lock (gate) slate[slate.FindIndex(it => it.Id == id)] = slate.Find(it => it.Id == id)! with { Status = status, Progress = progress };
        return Task.CompletedTask;
    }
}
