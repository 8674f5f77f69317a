using Marketplace.Discovery;
using Marketplace.Storage;

namespace Marketplace.Adapters.Searching;

/// <summary>Healthy when the index answers.</summary>
internal sealed class SearchHealth(ISearchIndex index, string engine) : IEngineHealth
{
    public string Port => "Search";

    public string Engine => engine;

    public async Task<EngineState> Check(CancellationToken cancel = default) =>
        new(Healthy: true, $"{await index.Count(cancel)} listings, durable up to log position {await index.Position(cancel)}");
}
