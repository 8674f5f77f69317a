using System.Collections.Frozen;

namespace Marketplace.Identity.Server.Passwords;

/// <summary>
/// Passwords that everybody tries first: those of eight characters and more among the 30,000 of zxcvbn 4.4.2 (MIT, common-passwords.LICENSE),
/// which were counted in passwords that became public. Nothing is asked of anybody else.
/// </summary>
internal static class CommonPasswords
{
    private const int LongestUnit = 8;

    private static readonly char[] decoration = "0123456789!.?*".ToCharArray();

    private static readonly Lazy<FrozenSet<string>> list = new(Read);

    public static int Count => list.Value.Count;

    /// <summary>In the list, whatever its case; or something short or common over and over, or a run along the alphabet or the digits.</summary>
    public static bool Has(string password)
    {
        var plain = password.ToLowerInvariant();
        return list.Value.Contains(plain) || list.Value.Contains(plain.TrimEnd(decoration)) || IsRun(plain) || Repeats(plain);
    }

    // Of digits, 9 is followed by 0.
    private static bool IsRun(string text) =>
        text.Zip(text.Skip(1)).All(pair => Math.Abs(pair.First - pair.Second) is 0 or 1 or 9);

    private static bool Repeats(string text)
    {
        for (var unit = 1; unit <= text.Length / 2; unit++)
        {
            var part = text[..unit];
            if ((unit <= LongestUnit || list.Value.Contains(part)) && text.Chunk(unit).All(chunk => part.AsSpan().StartsWith(chunk))) return true;
        }

        return false;
    }

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
