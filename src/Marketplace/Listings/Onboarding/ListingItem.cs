using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Onboarding;

/// <summary>A listing that is published.</summary>
internal sealed class ListingItem(IListings listings) : IOnboardingItem
{
    public int Order => 50;

    public OnboardingKind Kind => OnboardingKind.Computed;

    public Bilingual Title { get; } = new("一项已发布的服务", "A published listing");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        var published = (await listings.OfProvider(provider, TenantScope.Nobody, cancel)).Count(it => it.Value.Status == ListingStatus.Published);
        return published > 0
            ? new(true, new($"已发布 {published} 项。", published == 1 ? "1 is published." : $"{published} are published."), null)
            : new(false, new("尚未发布。", "None is published yet."), $"/listings/new?provider={provider}");
    }
}
