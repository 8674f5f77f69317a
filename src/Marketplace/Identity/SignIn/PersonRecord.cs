using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.SignIn;

/// <summary>Somebody who signed in: what the issuer said of them last, and what they are here. Its id is <see cref="PersonId.Of"/> issuer and subject.</summary>
/// <param name="Email">Only where the issuer vouches for it.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
[StoredAs("people")]
public sealed record PersonRecord(
    string Name, string? Email, string Language, string Issuer, string Subject, DateTimeOffset FirstSeen, bool IsOperator = false, DateTimeOffset? SuspendedAt = null)
{
    /// <summary>Whether they may act at all.</summary>
    public bool MayAct => SuspendedAt is null;

    public Person AsPerson(PersonId id) => new(id.Value, Bilingual.Same(Name), Email);

    public IReadOnlyList<PlatformRole> Platform => IsOperator ? [PlatformRole.Operator] : [];
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
