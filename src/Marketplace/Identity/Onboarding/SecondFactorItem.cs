using Marketplace.Identity.SignIn;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Onboarding;

/// <summary>Everybody who administers an organisation that speaks for the provider has a second factor or a passkey.</summary>
internal sealed class SecondFactorItem(IOrganisations organisations, IPersonRecords people, IEnumerable<IKnowFactors> factors) : IOnboardingItem
{
    private const string Page = "/account/authenticator";

    public int Order => 40;

    public OnboardingKind Kind => OnboardingKind.Computed;

    public Bilingual Title { get; } = new("管理员的第二重验证", "A second factor of its administrators");

    public async ValueTask<OnboardingState> Of(ProviderId provider, CancellationToken cancel = default)
    {
        var admins = (await organisations.SpeakingFor(provider, cancel)).SelectMany(it => it.Value.Members)
            .Where(it => it.Roles.Contains(Role.Admin) || it.Roles.Contains(Role.ProviderAdmin)).Select(it => it.Person).Distinct().ToList();
        if (admins.Count == 0) return new(false, new("尚无机构代表它。", "No organisation speaks for it yet."), "/organisations");
        var known = new List<bool?>();
        foreach (var admin in admins) known.Add(await Has(admin, cancel));
        var (with, without) = (known.Count(it => it == true), known.Count(it => it == false));
        if (without > 0) return new(false, new($"{admins.Count} 名管理员中有 {without} 名未设置。", $"{without} of {admins.Count} administrators have none."), Page);
        return with == admins.Count
            ? new(true, new($"{admins.Count} 名管理员均已设置。", admins.Count == 1 ? "Its administrator has one." : $"All {admins.Count} administrators have one."), null)
            : new(null, new("账户由其他登录服务管理，本站无法得知。", "Their accounts are kept elsewhere, which does not tell."), null);
    }

    private async Task<bool?> Has(string person, CancellationToken cancel)
    {
        if (!PersonId.TryParse(person, null, out var id) || await people.Find(id, cancel) is not { } record) return null;
        foreach (var some in factors)
            if (await some.HasSecondFactor(record.Value.Subject, cancel) is { } has) return has;
        return null;
    }
}
