using Microsoft.AspNetCore.Identity;

namespace Marketplace.Identity.Server.Accounts;

/// <summary>Somebody who can sign in. Its id is the subject that clients see, and never changes.</summary>
internal sealed class Account : IdentityUser
{
    public string Name { get; set; } = "";

    /// <summary><c>zh</c> or <c>en</c>: the language of what is mailed.</summary>
    public string Language { get; set; } = "en";

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The key of the authenticator app, protected; set before <see cref="IdentityUser{TKey}.TwoFactorEnabled"/> while it is being set up.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>The time step of the last code that was taken, so that none is taken twice.</summary>
    public long AuthenticatorStep { get; set; }

    /// <summary>The password is one that holds only beside a second factor.</summary>
    public bool NeedsSecondFactor { get; set; }

    /// <summary>Set once the account is being erased: who its owner was in the market, which must forget them first.</summary>
    public string? ErasingAs { get; set; }
}
