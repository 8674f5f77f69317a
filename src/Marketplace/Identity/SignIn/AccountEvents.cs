using Marketplace.Storage;

namespace Marketplace.Identity.SignIn;

/// <summary>
/// What happened to somebody's account at the identity server, as the market's record keeps it: whose account, what and when. From which network
/// and device stays with the account, where it can be erased.
/// </summary>
/// <param name="Person">Whose account it is; whoever did it is <see cref="MarketEvent.By"/>, where that is known.</param>
/// <param name="HappenedAt">When it happened, which may be long before it was recorded where the records were away.</param>
public abstract record AccountEvent(PersonId Person, DateTimeOffset HappenedAt) : MarketEvent
{
    public override string Subject => Person.Value;
}

public sealed record AccountMade(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record AddressConfirmed(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record PersonSignedIn(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>A wrong password, code or passkey. Nobody knows who tried.</summary>
public sealed record SignInFailed(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>Somebody signed in showed once more who they are.</summary>
public sealed record PersonProvedAgain(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record PersonSignedOut(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>Sessions were ended from elsewhere than where they ran.</summary>
public sealed record SessionsEnded(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>The site ended a session that was left alone for too long.</summary>
public sealed record SessionRanOut(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record PasswordChanged(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>A new password by the link of a mail.</summary>
public sealed record PasswordReset(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record PasskeyAdded(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record PasskeyRemoved(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record AuthenticatorAdded(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record AuthenticatorRemoved(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record RecoveryCodesMade(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record RecoveryCodeUsed(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>The name or the language, not what they were or are.</summary>
public sealed record AccountChanged(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>Another address is wanted; the owners of both must agree.</summary>
public sealed record AddressChangeAsked(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

public sealed record AddressChanged(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);

/// <summary>The account is gone, by its owner's wish.</summary>
public sealed record AccountErased(PersonId Person, DateTimeOffset HappenedAt) : AccountEvent(Person, HappenedAt);
