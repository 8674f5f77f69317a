namespace Marketplace.Storage;

public enum JobStatus { Asked, Running, Done, Failed }

/// <summary>A maintenance job that was asked for, and how far it is.</summary>
public sealed record JobRequest(long Id, string Job, JobStatus Status, string Progress)
{
    public bool IsUnfinished => Status is JobStatus.Asked or JobStatus.Running;
}

/// <summary>The slate on which a command leaves a job for the serving site, and on which the site writes how it goes.</summary>
public interface IJobRequests
{
    Task<JobRequest> Ask(string job, CancellationToken cancel = default);

    Task<JobRequest?> Find(long id, CancellationToken cancel = default);

    /// <summary>The oldest that is not finished; one that a site began and did not live to finish is among them.</summary>
    Task<JobRequest?> Unfinished(CancellationToken cancel = default);

    /// <summary>The newest first, finished or not.</summary>
    Task<IReadOnlyList<JobRequest>> Latest(int most, CancellationToken cancel = default);

    Task Report(long id, JobStatus status, string progress, CancellationToken cancel = default);
}
