using Marketplace.Identity;
using Marketplace.Vocabulary;

namespace Marketplace.Rigs.Identity;

/// <summary>People who act in tests, signed in with a passkey at <see cref="Since"/> unless a test says otherwise.</summary>
public static class Acting
{
    public static DateTimeOffset Since { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Actor Operator { get; } = new(new Person("operator", Bilingual.Same("Operator")), null, Strength.Passkey) { Platform = [PlatformRole.Operator] };

    public static Actor Auditor { get; } = Nobody("auditor") with { Platform = [PlatformRole.Auditor] };

    /// <summary>Signed in, of no organisation.</summary>
    public static Actor Nobody(string id, string? email = null) => new(new Person(id, Bilingual.Same(id), email ?? $"{id}@example.com"), null, Strength.Passkey) { ProvedAt = Since };

    public static Actor EditorOf(ProviderId provider, string id = "editor") =>
        Nobody(id) with { For = new ActingFor(OrganisationId.New(Since), Bilingual.Same("Firm"), [Role.ProviderEditor], [provider]) };

    /// <summary>A member of the organisation, with the roles they have there.</summary>
    public static Actor For(Organisation organisation, string person) => Nobody(person) with { For = organisation.For(person) };
}
