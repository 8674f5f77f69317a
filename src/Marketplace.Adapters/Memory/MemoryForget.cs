using Marketplace.Storage;

namespace Marketplace.Adapters.Memory;

/// <summary>Forgetting in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryForget(MemoryStore store) : IForget
{
    public Task EarlierStates(string collection, string id, CancellationToken cancel = default)
    {
        if (!Collections.All.Contains(collection)) throw new ArgumentException($"There is no collection '{collection}'.", nameof(collection));
        store.ForgetEarlier(collection, id);
        return Task.CompletedTask;
    }
}
