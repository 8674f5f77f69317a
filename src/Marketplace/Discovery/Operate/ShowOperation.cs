using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Operate;

/// <summary>An engine behind a port, and how it is now.</summary>
internal sealed record EngineView(string Port, string Engine, EngineState State);

/// <summary>What an operator looks at: the engines, how far the index is behind the records, and the maintenance jobs.</summary>
/// <param name="Behind">Events that are in the log and not yet in the index that is searched.</param>
/// <param name="Searchable">Listings in that index.</param>
internal sealed record Operation(IReadOnlyList<EngineView> Engines, long Behind, long Searchable, bool IsStandIn, IReadOnlyList<JobRequest> Jobs)
{
    public bool IsBusy => Jobs.Any(job => job.IsUnfinished);
}

internal sealed class ShowOperation(IEnumerable<IEngineHealth> engines, OutboxPump pump, ISearchIndex index, IJobRequests requests)
{
    /// <summary>So many jobs are shown.</summary>
    public const int Shown = 10;

    public async Task<Outcome<Operation>> Run(Actor actor, CancellationToken cancel = default)
    {
        if (!actor.IsOperator && !actor.Has(PlatformRole.Auditor)) return Refusal.Forbidden();
        var states = new List<EngineView>();
        foreach (var engine in engines) states.Add(new EngineView(engine.Port, engine.Engine, await engine.Check(cancel)));
        var searched = (await pump.Progress(cancel)).Single(consumer => consumer.Consumer == KeptIndex.Searched);
        return new Operation(states, searched.Lag, await index.Count(cancel), index.IsStandIn, await requests.Latest(Shown, cancel));
    }
}
