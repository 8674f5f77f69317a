namespace Marketplace.Providers;

/// <summary>
/// The unified social credit code of an organisation registered in mainland China (GB 32100-2015): 18 characters of an alphabet
/// without I, O, Z, S and V, of which the third to eighth are digits of the registering region and the last is a check character.
/// </summary>
public static class UnifiedSocialCreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>As the code is kept: upper case, without the spaces and hyphens people put in.</summary>
    public static string Normalise(string text) =>
        new([.. text.Where(c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToUpperInvariant)]);

    public static bool IsValid(string code) =>
        code.Length == 18 && CheckCharacter(code.AsSpan(0, 17)) is { } check && check == code[17];

    /// <summary>The check character of the first 17, or null where they are not of the right form.</summary>
    public static char? CheckCharacter(ReadOnlySpan<char> first17)
    {
        if (first17.Length != 17 || first17[2..8].ContainsAnyExceptInRange('0', '9')) return null;
        var sum = 0;
        for (var i = 0; i < 17; i++)
        {
            var value = Alphabet.IndexOf(first17[i], StringComparison.Ordinal);
            if (value < 0) return null;
            sum += value * weights[i];
        }

        return Alphabet[(31 - sum % 31) % 31];
    }
}
