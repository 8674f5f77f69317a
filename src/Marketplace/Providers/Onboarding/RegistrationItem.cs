using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Providers.Onboarding;

/// <summary>The entry in the register: its number was held to its check character where the register has one.</summary>
internal sealed class RegistrationItem(IProviders providers) : IOnboardingItem
{
    public int Order => 10;

    public OnboardingKind Kind => OnboardingKind.Computed;

    public Bilingual Title { get; } = new("注册号", "Registration number");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is not { Value: var it }) return new(false, new("没有此机构。", "There is no such provider."), null);
        if (it.Country != "CN") return new(true, new($"{it.RegistrationNumber}，按其所述。", $"{it.RegistrationNumber}, as it was stated."), null);
        return UnifiedSocialCreditCode.IsValid(it.RegistrationNumber)
            ? new(true, new($"{it.RegistrationNumber}，校验位相符。", $"{it.RegistrationNumber}: its check character holds."), null)
            : new(false, new($"{it.RegistrationNumber}，校验位不符。", $"{it.RegistrationNumber}: its check character does not hold."), null);
    }
}
