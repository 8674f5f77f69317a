using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Onboarding;

/// <summary>Every site from which it works has an address.</summary>
internal sealed class SitesItem(IProviders providers) : IOnboardingItem
{
    public int Order => 20;

    public OnboardingKind Kind => OnboardingKind.Attested;

    public Bilingual Title { get; } = new("场所及地址", "Sites with their addresses");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        var sites = (await providers.Find(provider, cancel))?.Value.Sites ?? [];
        var without = sites.Count(site => string.IsNullOrWhiteSpace(site.Address));
        if (sites.Count > 0 && without == 0) return new(true, new($"{sites.Count} 个场所。", sites.Count == 1 ? "1 site." : $"{sites.Count} sites."), null);
        return new(false, sites.Count == 0 ? new("尚无场所。", "There is no site.") : new($"{sites.Count} 个场所中有 {without} 个没有地址。", $"{without} of {sites.Count} sites have no address."), $"/providers/{provider}/edit");
    }
}
