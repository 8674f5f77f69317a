using Marketplace.Identity;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Onboarding;

/// <summary>One certificate that is valid today and that the operator has checked.</summary>
internal sealed class CertificateItem(ICertificates certificates, MarketClock clock) : IOnboardingItem
{
    public int Order => 30;

    public OnboardingKind Kind => OnboardingKind.Verified;

    public Bilingual Title { get; } = new("一份经核查的有效证书", "A valid certificate that was checked");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        var active = (await certificates.OfProvider(provider, cancel)).Select(it => it.Value).Where(it => it.StatusOn(clock.Today).IsActive).ToList();
        var verified = active.Count(it => it.Verification != Verification.Declared);
        if (verified > 0) return new(true, new($"{verified} 份有效证书已经核查。", verified == 1 ? "1 valid certificate was checked." : $"{verified} valid certificates were checked."), null);
        if (active.Count == 0) return new(false, new("尚无有效证书。", "There is no valid certificate."), $"/providers/{provider}/certificates/new");
        var documented = active.Find(it => it.Documents.Count > 0);
        return documented is not null
            ? new(false, new("已附证明文件，待平台核查。", "A document is attached; the operator has still to check it."), $"/certificates/{documented.Id}")
            : new(false, new("尚未核查：请附上证明文件。", "Not checked yet: attach the document."), $"/certificates/{active[0].Id}/documents/new");
    }
}
