using Marketplace.Accreditation;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Memory;

/// <summary>Certificates in a <see cref="MemoryStore"/>.</summary>
public sealed class MemoryCertificates(MemoryStore store) : ICertificates
{
    public Task<Document<Certificate>?> Find(CertificateId id, CancellationToken cancel = default) =>
        Task.FromResult(store.Find<Certificate>(id.Value));

    public Task<IReadOnlyList<Document<Certificate>>> Find(IReadOnlyCollection<CertificateId> ids, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Certificate>>>(
            [.. ids.Distinct().Select(id => store.Find<Certificate>(id.Value)).OfType<Document<Certificate>>()]);

    public Task<IReadOnlyList<Document<Certificate>>> OfProvider(ProviderId provider, CancellationToken cancel = default) =>
        Task.FromResult<IReadOnlyList<Document<Certificate>>>(
        [
            .. store.Current<Certificate>().Where(it => it.Value.Provider == provider)
                .OrderBy(it => it.Value.Number, StringComparer.Ordinal).ThenBy(it => it.Value.Id.Value, StringComparer.Ordinal),
        ]);

    public Task<long> Roll(ProviderId provider, CancellationToken cancel = default) =>
        Task.FromResult(store.Find<CertificateRoll>(provider.Value)?.Version ?? 0);

    public Task<Document<Certificate>?> AsOf(CertificateId id, DateTimeOffset before, CancellationToken cancel = default) =>
        Task.FromResult(store.AsOf<Certificate>(id.Value, before));
}
