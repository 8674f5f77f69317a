using System.Security.Cryptography;
using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.Accounts;

/// <summary>A code that stands in once for a lost second factor; only its hash is kept, which for 120 random bits is enough (ASVS 6.5.2 asks for 112).</summary>
internal sealed record RecoveryCode(string AccountId, string Hash)
{
    public const int Given = 10;
    private const int Length = 24;

    /// <summary>Six groups of four, easy to read off and to type.</summary>
    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Crockford.Alphabet, Length).Chunk(4).Select(group => new string(group)));

    public static RecoveryCode Of(string account, string code) =>
        new(account, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account}:{Plain(code)}"))));

    /// <summary>However it was typed: small letters, other or no dashes, O for nought.</summary>
    private static string Plain(string code) => string.Concat(Crockford.Meant(code).Where(char.IsAsciiLetterOrDigit));
}
