namespace Marketplace.Identity.Server.Accounts;

internal enum Happening
{
    SignedUp, Confirmed, SignedIn, SignInFailed, ProvedAgain, SignedOut, SessionEnded, PasswordChanged, PasswordReset,
    PasskeyAdded, PasskeyRemoved, AuthenticatorAdded, AuthenticatorRemoved, RecoveryCodesMade, RecoveryCodeUsed, ProfileChanged,
}

/// <summary>Something that happened to an account, in order; the sign-in history of its owner. It holds no secret.</summary>
internal sealed class SecurityEvent
{
    public long Number { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required Happening What { get; init; }

    public required string Network { get; init; }

    public required string Device { get; init; }
}
