using Marketplace.Identity.SignIn;

namespace Marketplace.Identity.Server.Accounts;

internal enum Happening
{
    SignedUp, Confirmed, SignedIn, SignInFailed, ProvedAgain, SignedOut, SessionEnded, PasswordChanged, PasswordReset,
    PasskeyAdded, PasskeyRemoved, AuthenticatorAdded, AuthenticatorRemoved, RecoveryCodesMade, RecoveryCodeUsed, ProfileChanged, SessionRanOut, EmailChangeAsked, EmailChanged, Erased, SessionsEndedByOperator,
}

/// <summary>
/// Something that happened to an account, in order; the sign-in history of its owner, and the outbox from which the market's record takes it. It
/// holds no secret.
/// </summary>
internal sealed class SecurityEvent
{
    /// <summary>Its place. Numbers are given in the order in which what they tell of took effect.</summary>
    public long Number { get; init; }

    /// <summary>By this the market knows an event that it took already; random, so that it stays so where a database was brought back from a copy.</summary>
    public required string Key { get; init; }

    public required string AccountId { get; init; }

    /// <summary>Who the account's owner is in the market; by its issuer, which only the request knows.</summary>
    public required string Person { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Happening What { get; init; }

    public required string Network { get; init; }

    public required string Device { get; init; }

    /// <summary>When the market had it; null until then.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>What the market's record is told.</summary>
    public AccountEvent Told()
    {
        var (who, at) = (PersonId.From(Person), At);
        AccountEvent told = What switch
        {
            Happening.SignedUp => new AccountMade(who, at),
            Happening.Confirmed => new AddressConfirmed(who, at),
            Happening.SignedIn => new PersonSignedIn(who, at),
            Happening.SignInFailed => new SignInFailed(who, at),
            Happening.ProvedAgain => new PersonProvedAgain(who, at),
            Happening.SignedOut => new PersonSignedOut(who, at),
            Happening.SessionEnded or Happening.SessionsEndedByOperator => new SessionsEnded(who, at),
            Happening.SessionRanOut => new SessionRanOut(who, at),
            Happening.PasswordChanged => new PasswordChanged(who, at),
            Happening.PasswordReset => new PasswordReset(who, at),
            Happening.PasskeyAdded => new PasskeyAdded(who, at),
            Happening.PasskeyRemoved => new PasskeyRemoved(who, at),
            Happening.AuthenticatorAdded => new AuthenticatorAdded(who, at),
            Happening.AuthenticatorRemoved => new AuthenticatorRemoved(who, at),
            Happening.RecoveryCodesMade => new RecoveryCodesMade(who, at),
            Happening.RecoveryCodeUsed => new RecoveryCodeUsed(who, at),
            Happening.ProfileChanged => new AccountChanged(who, at),
            Happening.EmailChangeAsked => new AddressChangeAsked(who, at),
            Happening.EmailChanged => new AddressChanged(who, at),
            Happening.Erased => new AccountErased(who, at),
            _ => throw new InvalidOperationException($"Nothing is said of {What}."),
        };
        return What is Happening.SignInFailed or Happening.SessionRanOut or Happening.SessionsEndedByOperator ? told : told with { By = Person };
    }
}
