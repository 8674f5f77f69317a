using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.Passwords;

/// <summary>
/// What a password must be: long enough, and none that is tried first. Of which characters it is made is nobody's business, so there is no
/// rule for that, and none is dropped.
/// </summary>
internal static class PasswordRules
{
    public const int Shortest = 15;
    public const int ShortestBesideSecondFactor = 8;
    public const int Longest = 256;
    private const int MostBesideAWordOfThisSite = 5;

    /// <summary>Whoever guesses tries these first here (ASVS 6.2.11; docs/security/inventory.md).</summary>
    private static readonly string[] wordsOfThisSite = ["plumbline", "marketplace", "zhunsheng", "准绳"];

    /// <summary>In the one form in which it is hashed, so that it is the same password from every keyboard.</summary>
    public static string Normal(string password) => password.IsNormalized(NormalizationForm.FormKC) ? password : password.Normalize(NormalizationForm.FormKC);

    /// <summary>Whether the password would be refused without a second factor.</summary>
    public static bool NeedsSecondFactor(string password) => LengthOf(password) < Shortest;

    public static Problem? Check(string? password, string field, bool hasSecondFactor, string? email)
    {
        if (string.IsNullOrEmpty(password)) return Problem("required", field, "请填写密码。", "Enter a password.");
        if (password.Length > 2 * Longest || LengthOf(password) > Longest) return Problem("too_long", field, $"密码最多 {Longest} 个字符。", $"A password has at most {Longest} characters.");
        if (!IsText(password)) return Problem("no_text", field, "密码含有不完整的字符或控制字符。", "The password contains half a character or a control character.");
        var shortest = hasSecondFactor ? ShortestBesideSecondFactor : Shortest;
        if (LengthOf(password) < shortest) return Problem("too_short", field,
            $"密码至少 {shortest} 个字符；几个互不相关的词连在一起，既好记又够长。", $"A password has at least {shortest} characters; a few unrelated words in a row are long enough and easy to remember.");
        return CommonPasswords.Has(Normal(password)) || IsOfThisSite(Normal(password)) || IsTheirAddress(password, email)
            ? Problem("common", field, "这个密码太常见，别人一试就中。请换一个。", "This password is too easy to guess: it is among those that are tried first. Choose another.")
            : null;
    }

    /// <summary>A word of the site with little besides.</summary>
    private static bool IsOfThisSite(string password)
    {
        var rest = wordsOfThisSite.Aggregate(password.ToLowerInvariant(), (text, word) => text.Replace(word, "", StringComparison.Ordinal));
        return rest.Length < password.Length && rest.Count(char.IsLetter) <= MostBesideAWordOfThisSite;
    }

    private static bool IsTheirAddress(string password, string? email) =>
        email is { Length: > 0 } && (password.Equals(email, StringComparison.OrdinalIgnoreCase) || password.Equals(email[..Math.Max(0, email.IndexOf('@'))], StringComparison.OrdinalIgnoreCase));

    // Normalisation throws at what is no character; nothing else is refused.
    public static bool IsText(string password) => password.All(c => !char.IsControl(c)) && CleanText.Compatible(password) is var sound && !sound.Contains('\uFFFD');

    private static int LengthOf(string password) => password.EnumerateRunes().Count();

    private static Problem Problem(string code, string field, string zh, string en) => new(code, new Bilingual(zh, en), field);
}
