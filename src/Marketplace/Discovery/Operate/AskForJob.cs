using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Operate;

/// <summary>An operator orders a maintenance job of the serving site. One that waits or runs already is not ordered twice.</summary>
internal sealed class AskForJob(IJobRequests requests, IEnumerable<IMaintenanceJob> jobs)
{
    public async Task<Outcome<JobRequest>> Run(Actor actor, string job, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (!jobs.Any(it => it.Name == job))
            return Refusal.Because(RefusalKind.Invalid, "unknown_job", "没有这项维护任务。", "There is no such job.", "job");
        var standing = (await requests.Latest(ShowOperation.Shown, cancel)).FirstOrDefault(it => it.Job == job && it.IsUnfinished);
        return standing ?? await requests.Ask(job, cancel);
    }
}
