using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>A published listing as a provider's page shows it.</summary>
/// <param name="Conformity">The verdict of the day in words.</param>
public sealed record ProviderListing(ListingId Id, Bilingual Title, Bilingual Class, Bilingual Conformity, bool Conforms);

/// <summary>What a room above contributes to a provider's page: its published listings with their verdict on the day.</summary>
public interface IProviderListings
{
    /// <summary>How many listings each of the providers has in search that day.</summary>
    ValueTask<IReadOnlyDictionary<ProviderId, int>> Count(IReadOnlyCollection<ProviderId> providers, DateOnly day, CancellationToken cancel = default);

    ValueTask<IReadOnlyList<ProviderListing>> Of(ProviderId provider, DateOnly day, CancellationToken cancel = default);
}
