using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>What a provider is called, and whom it names to speak for it.</summary>
public sealed record ProviderName(ProviderId Id, Bilingual Name, string? Person);

/// <summary>What identity must know of providers, which live in a room above it: that one exists, and its names.</summary>
public interface IProviderNames
{
    ValueTask<ProviderName?> Find(ProviderId provider, CancellationToken cancel = default);

    /// <summary>Those of them whose people may change nothing for the time being.</summary>
    ValueTask<IReadOnlyList<ProviderId>> Suspended(IReadOnlyCollection<ProviderId> among, CancellationToken cancel = default);

    /// <summary>A few to act for, the oldest first.</summary>
    ValueTask<IReadOnlyList<ProviderName>> First(int most, CancellationToken cancel = default);
}
