using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Providers in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryProviders(MemoryStore store) : IProviders
{
    public Task<Document<Provider>?> Find(ProviderId id, CancellationToken cancel = default) =>
        Task.FromResult(store.Find<Provider>(id.Value));

    public Task<IReadOnlyList<Document<Provider>>> Find(IReadOnlyCollection<ProviderId> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Provider>>>(
            [.. ids.Distinct().Select(id => store.Find<Provider>(id.Value)).OfType<Document<Provider>>()]);

    public Task<Document<Provider>?> Registered(string country, string registrationNumber, CancellationToken cancel = default) =>
        Task.FromResult(store.Current<Provider>()
            .FirstOrDefault(it => it.Value.Country == country && it.Value.RegistrationNumber == registrationNumber));

    public Task<IReadOnlyList<Document<Provider>>> Page(ProviderId? after, int most, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Provider>>>(
            [.. store.Current<Provider>().Where(it => string.CompareOrdinal(it.Value.Id.Value, after?.Value ?? "") > 0).Take(most)]);

    public Task<long> Count(CancellationToken cancel = default) => Task.FromResult((long)store.Current<Provider>().Count);
}
