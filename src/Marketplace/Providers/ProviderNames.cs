using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>Tells lower rooms which providers there are, without their knowing this room.</summary>
internal sealed class ProviderNames(IProviders providers) : IProviderNames
{
    public async ValueTask<Bilingual?> Find(ProviderId provider, CancellationToken cancel = default) =>
        (await providers.Find(provider, cancel))?.Value.Name;

    public async ValueTask<IReadOnlyList<(ProviderId Id, Bilingual Name)>> First(int most, CancellationToken cancel = default) =>
        [.. (await providers.Page(null, most, cancel)).Select(it => (it.Value.Id, it.Value.Name))];
}
