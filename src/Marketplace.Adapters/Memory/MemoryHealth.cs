using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

internal sealed class MemoryHealth(MemoryStore store) : IEngineHealth
{
    public string Port => "Records";

    public string Engine => "memory, forgotten at the end";

    public async Task<EngineState> Check(CancellationToken cancel = default) =>
        new(Healthy: true, $"log position {await store.Head(cancel)}");
}
