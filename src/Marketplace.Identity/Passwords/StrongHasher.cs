using System.Security.Cryptography;
using Marketplace.Identity.Server.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Marketplace.Identity.Server.Passwords;

/// <summary>
/// The framework's format (PBKDF2 with HMAC-SHA-512, its cost beside the hash) at a cost of today. A hash made at a lower one is made anew when
/// its owner signs in next.
/// </summary>
internal sealed class StrongHasher : PasswordHasher<Account>
{
    /// <summary>OWASP's password storage cheat sheet asks for 210,000 with SHA-512.</summary>
    public const int Iterations = 220_000;

    private static readonly Account nobody = new();

    private readonly Lazy<string> nobodysHash;

    public StrongHasher(IOptions<PasswordHasherOptions> cost) : base(cost) =>
        nobodysHash = new Lazy<string>(() => HashPassword(nobody, Convert.ToBase64String(RandomNumberGenerator.GetBytes(24))));

    public override string HashPassword(Account user, string password) => base.HashPassword(user, PasswordRules.Normal(password));

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, PasswordRules.Normal(providedPassword));

    /// <summary>Does for an account that is not there what it would do for one that is, so that the time it takes tells nothing.</summary>
    public void VerifyNobody(string password) => VerifyHashedPassword(nobody, nobodysHash.Value, password);
}
