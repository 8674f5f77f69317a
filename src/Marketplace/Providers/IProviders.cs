using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>What storage must answer about providers.</summary>
public interface IProviders
{
    Task<Document<Provider>?> Find(ProviderId id, CancellationToken cancel = default);

    Task<IReadOnlyList<Document<Provider>>> Find(IReadOnlyCollection<ProviderId> ids, CancellationToken cancel = default);

    Task<Document<Provider>?> Registered(string country, string registrationNumber, CancellationToken cancel = default);

    /// <summary>By id, after the given one; at most <paramref name="most"/>.</summary>
    Task<IReadOnlyList<Document<Provider>>> Page(ProviderId? after, int most, CancellationToken cancel = default);

    Task<long> Count(CancellationToken cancel = default);
}
