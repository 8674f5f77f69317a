using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>Tells lower rooms which providers there are, without their knowing this room.</summary>
internal sealed class ProviderNames(IProviders providers) : IProviderNames
{
    public async ValueTask<ProviderName?> Find(ProviderId provider, CancellationToken cancel = default) =>
        (await providers.Find(provider, cancel)) is { } found ? NameOf(found.Value) : null;

    public async ValueTask<IReadOnlyList<ProviderName>> First(int most, CancellationToken cancel = default) =>
        [.. (await providers.Page(null, most, cancel)).Select(it => NameOf(it.Value))];

    public async ValueTask<IReadOnlyList<ProviderId>> Suspended(IReadOnlyCollection<ProviderId> among, CancellationToken cancel = default) =>
        among.Count == 0 ? [] : [.. (await providers.Find(among, cancel)).Where(it => it.Value.Suspension is not null).Select(it => it.Value.Id)];

    private static ProviderName NameOf(Provider provider) => new(provider.Id, provider.Name, provider.Contact.Person);
}
