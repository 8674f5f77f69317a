using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity;

/// <summary>Somebody's place in an organisation.</summary>
public sealed record Member(string Person, IReadOnlyList<Role> Roles, DateTimeOffset Since);

/// <summary>
/// Whom people act for. It alone says who is a member and what they may do: everything else that points at it is there to find it by.
/// There is always an administrator.
/// </summary>
[StoredAs("organisations")]
public sealed record Organisation
{
    public required OrganisationId Id { get; init; }
    public required Bilingual Name { get; init; }
    public required IReadOnlyList<Member> Members { get; init; }

    /// <summary>The providers it speaks for.</summary>
    public IReadOnlyList<ProviderId> Providers { get; init; } = [];
    public required DateTimeOffset FoundedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>Whoever founds an organisation administers it.</summary>
    public static Organisation Found(OrganisationId id, Bilingual name, string person, IEnumerable<Role> roles, DateTimeOffset at) => new()
    {
        Id = id, Name = name, FoundedAt = at, SavedAt = at,
        Members = [new Member(person, Sorted(roles.Append(Role.Admin)), at)],
    };

    public Member? MemberNamed(string person) => Members.FirstOrDefault(member => member.Person == person);

    public Organisation With(Member member, DateTimeOffset at) =>
        this with { Members = [.. Members.Where(it => it.Person != member.Person), member with { Roles = Sorted(member.Roles) }], SavedAt = at };

    public Organisation Without(string person, DateTimeOffset at) => this with { Members = [.. Members.Where(it => it.Person != person)], SavedAt = at };

    public Organisation SpeakingFor(ProviderId provider, DateTimeOffset at) => this with { Providers = [.. Providers, provider], SavedAt = at };

    public bool HasAdmin => Members.Any(member => member.Roles.Contains(Role.Admin));

    /// <summary>As one of its members acts for it; null for anybody else.</summary>
    public ActingFor? For(string person) => MemberNamed(person) is { } member ? new ActingFor(Id, Name, member.Roles, Providers) : null;

    private static IReadOnlyList<Role> Sorted(IEnumerable<Role> roles) => [.. roles.Distinct().Order()];
}

/// <summary>An organisation came to be.</summary>
public sealed record OrganisationFounded(OrganisationId Organisation, string Person) : MarketEvent
{
    public override string Subject => Organisation.Value;
}

/// <summary>An organisation speaks for a provider from now on.</summary>
public sealed record OrganisationSpeaksFor(OrganisationId Organisation, ProviderId Provider) : MarketEvent
{
    public override string Subject => Organisation.Value;
}
