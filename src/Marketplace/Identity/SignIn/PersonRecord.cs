using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.SignIn;

/// <summary>Somebody who signed in: what the issuer said of them last, and what they are here. Its id is <see cref="PersonId.Of"/> issuer and subject.</summary>
/// <param name="Email">Only where the issuer vouches for it.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Appointed">The roles on the platform but that of an operator; null for none.</param>
[StoredAs("people")]
public sealed record PersonRecord(
    string Name, string? Email, string Language, string Issuer, string Subject, DateTimeOffset FirstSeen, bool IsOperator = false, DateTimeOffset? SuspendedAt = null,
    DateTimeOffset? ErasedAt = null, IReadOnlyList<PlatformRole>? Appointed = null)
{
    /// <summary>Whether they may act at all.</summary>
    public bool MayAct => SuspendedAt is null && ErasedAt is null;

    public Person AsPerson(PersonId id) => new(id.Value, ErasedAt is null ? Bilingual.Same(Name) : new Bilingual("已注销的用户", "Erased person"), Email);

    /// <summary>What is kept of somebody who is no longer here: that they were.</summary>
    public PersonRecord Erased(DateTimeOffset at) => new("", null, Language, Issuer, "", FirstSeen, ErasedAt: at);

    public IReadOnlyList<PlatformRole> Platform => [.. (IsOperator ? [PlatformRole.Operator] : Array.Empty<PlatformRole>()).Concat(Appointed ?? []).Order()];

    /// <summary>With these roles on the platform, and no others.</summary>
    public PersonRecord WithPlatform(IReadOnlyList<PlatformRole> roles)
    {
        IReadOnlyList<PlatformRole> others = [.. roles.Where(it => it != PlatformRole.Operator)];
        return this with { IsOperator = roles.Contains(PlatformRole.Operator), Appointed = others.Count == 0 ? null : others };
    }
}

/// <summary>That the site has its first operator, and who it is; written once, in the same change that makes them one.</summary>
[StoredAs("founding")]
public sealed record Founding(PersonId Operator, DateTimeOffset At)
{
    /// <summary>There is one such document, so that two who use the link at once cannot both become operator by it.</summary>
    public const string Id = "operator";
}

/// <summary>Somebody signed in here for the first time.</summary>
public sealed record PersonJoined(PersonId Person) : MarketEvent
{
    public override string Subject => Person.Value;
}

/// <summary>The one-time link made somebody the site's first operator.</summary>
public sealed record OperatorAppointed(PersonId Person) : MarketEvent
{
    public override string Subject => Person.Value;
}
