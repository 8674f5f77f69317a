using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>What identity must know of providers, which live in a room above it: that one exists, and its name.</summary>
public interface IProviderNames
{
    ValueTask<Bilingual?> Find(ProviderId provider, CancellationToken cancel = default);

    /// <summary>A few to act for, the oldest first.</summary>
    ValueTask<IReadOnlyList<(ProviderId Id, Bilingual Name)>> First(int most, CancellationToken cancel = default);
}
