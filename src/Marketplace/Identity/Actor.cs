using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>The organisation somebody acts for, with their roles in it and the providers it speaks for.</summary>
public sealed record ActingFor(OrganisationId Id, Bilingual Name, IReadOnlyList<Role> Roles, IReadOnlyList<ProviderId> Providers)
{
    /// <summary>Those of the providers that are suspended: their people see what is theirs and change nothing of it.</summary>
    public IReadOnlyList<ProviderId> Suspended { get; init; } = [];
}

/// <summary>A program that acts for an organisation, by a token; no person is behind it.</summary>
/// <param name="Scopes">What it may do: of what it was given, that which its token says.</param>
public sealed record ActingClient(string Id, Bilingual Name, IReadOnlyCollection<string> Scopes)
{
    /// <summary>Whether it may change anything; what, the endpoints of the API look at.</summary>
    public bool Writes { get; } = Scopes.Any(scope => scope.EndsWith(ApiScope.WriteSuffix, StringComparison.Ordinal));
}

/// <summary>
/// Who is acting in this request, for whom, and how surely that is known. Use cases take it as an argument and decide on it; pages never do.
/// A role that needs more than a password gives no right without it.
/// </summary>
/// <param name="For">Null where the person belongs to no organisation.</param>
public sealed record Actor(Person? Person, ActingFor? For = null, Strength Strength = Strength.None)
{
    public static Actor Anonymous { get; } = new((Person?)null);

    /// <summary>The marketplace itself: demo data, background work.</summary>
    public static Actor System { get; } = new(new Person("system", Bilingual.Same("system")), null, Strength.Passkey) { Platform = [PlatformRole.Operator] };

    /// <param name="suspended">Of the organisation's providers.</param>
    public static Actor ForClient(ActingClient client, Organisation organisation, IReadOnlyList<ProviderId> suspended) =>
        new(null, new ActingFor(organisation.Id, organisation.Name, [], organisation.Providers) { Suspended = suspended }) { Client = client };

    /// <summary>The roles that the person holds on the platform, whether or not they may use them now.</summary>
    public IReadOnlyList<PlatformRole> Platform { get; init; } = [];

    /// <summary>When the person last proved who they are, in real time; null where nobody says so.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>The program that acts, where no person does.</summary>
    public ActingClient? Client { get; init; }

    public string Id => Person?.Id ?? Client?.Id ?? "anonymous";

    /// <summary>Whether it is known who acts: a person, or a program.</summary>
    public bool IsSomebody => Person is not null || Client is not null;

    public bool IsOperator => Has(PlatformRole.Operator);

    /// <summary>Whether the actor looks over the whole platform: an operator, or an auditor, who changes nothing of it.</summary>
    public bool LooksOver => IsOperator || Has(PlatformRole.Auditor);

    /// <summary>Which organisations' and providers' own things the actor may see.</summary>
    public TenantScope Scope => TenantScope.Of(this);

    /// <summary>The providers whose own things whoever acts sees, on behalf of the organisation they act for.</summary>
    public IReadOnlyList<ProviderId> SpeaksFor =>
        For is { } organisation && (Has(Role.ProviderEditor) || Has(Role.ProviderAdmin) || Client is { Scopes.Count: > 0 }) ? organisation.Providers : [];

    /// <summary>Those of them whose running business they carry on, one that is suspended as well: what was ordered before, and disputes about it.</summary>
    public IReadOnlyList<ProviderId> CarriesOn => Client is { Writes: false } ? [] : SpeaksFor;

    /// <summary>Those of them that they may edit: none that is suspended.</summary>
    public IReadOnlyList<ProviderId> Firms => [.. CarriesOn.Where(it => !IsSuspended(it))];

    public bool Has(Role role) => For is { } organisation && organisation.Roles.Contains(role) && (!role.NeedsMoreThanAPassword() || IsStrong);

    public bool Has(PlatformRole role) => Platform.Contains(role) && (!role.NeedsMoreThanAPassword() || IsStrong);

    /// <summary>People edit the firms they act for; an operator any.</summary>
    public bool MayEdit(ProviderId provider) => IsOperator || Firms.Contains(provider);

    /// <summary>Whether the actor sees what a provider keeps to itself, its drafts above all.</summary>
    public bool MaySee(ProviderId provider) => IsOperator || SpeaksFor.Contains(provider) || Has(PlatformRole.Auditor);

    /// <summary>Why the actor may not edit the provider's things.</summary>
    public Refusal NotEditing(ProviderId provider) => SpeaksFor.Contains(provider) && IsSuspended(provider)
        ? Refusal.Because(RefusalKind.Forbidden, "provider_suspended", "该机构已被平台暂停，暂不能修改任何内容。", "The provider is suspended by the operator; nothing of it can be changed for now.")
        : Refusal.Forbidden();

    private bool IsSuspended(ProviderId provider) => For?.Suspended.Contains(provider) == true;

    private bool IsStrong => Strength >= Strength.SecondFactor;
}
