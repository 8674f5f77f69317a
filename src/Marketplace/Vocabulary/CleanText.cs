using System.Text;

namespace Marketplace.Vocabulary;

/// <summary>What a stored text may not contain, and the one form in which it is kept.</summary>
public static class CleanText
{
    /// <summary>What <see cref="Check"/> takes of a text of one line, for descriptions of the API.</summary>
    public const string Pattern =
        @"^[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]*$";

    /// <summary>
    /// The first thing wrong with the text, or null: longer than <paramref name="max"/> code points, an unpaired surrogate, a control
    /// character, a character that reverses or hides the direction of reading, or one that Unicode reserves for internal use.
    /// </summary>
    public static Problem? Check(string text, string field, int max, bool multiline = false)
    {
        if (text.Length > max && (text.Length > 2 * max || text.EnumerateRunes().Count() > max))
        {
            return new Problem("too_long", new Bilingual($"最多 {max} 个字符。", $"At most {max} characters."), field);
        }

        for (var i = 0; i < text.Length; i++)
        {
            var rune = Rune.TryGetRuneAt(text, i, out var found) ? found : default(Rune?);
            if (rune is null) return Bad("unpaired_surrogate", "含有不完整的字符。", "It contains half a character.", field);
            if (rune.Value.Utf16SequenceLength == 2) i++;
            if (Fault(rune.Value.Value, multiline) is { } fault) return fault with { Field = field };
        }

        return null;
    }

    /// <summary>Composed (NFC), line ends as <c>\n</c>, without space at either end. Call it only on a text that passed <see cref="Check"/>.</summary>
    public static string Normalise(string text) =>
        WithPlainLineEnds(text).Normalize(NormalizationForm.FormC).Trim();

    /// <summary>Line ends as <c>\n</c>, which browsers send as two characters; no other character is taken for one, so none gets past the check as one.</summary>
    public static string WithPlainLineEnds(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>
    /// Any text in the form in which texts are compared (NFKC). Normalisation throws at what is no character; a query may hold such
    /// things, and then simply finds nothing by them.
    /// </summary>
    public static string Compatible(string text)
    {
        if (Ascii.IsValid(text)) return text;
        if (!text.EnumerateRunes().Any(IsNoCharacter)) return text.Normalize(NormalizationForm.FormKC);

        var sound = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) sound.Append(IsNoCharacter(rune) ? Rune.ReplacementChar.ToString() : rune.ToString());
        return sound.ToString().Normalize(NormalizationForm.FormKC);
    }

    // An unpaired surrogate is enumerated as the replacement character itself.
    private static bool IsNoCharacter(Rune rune) =>
        rune == Rune.ReplacementChar || rune.Value is >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE;

    private static Problem? Fault(int code, bool multiline) => code switch
    {
        '\n' or '\r' or '\t' when multiline => null,
        < 0x20 or (>= 0x7F and < 0xA0) => Bad("control_character", "含有控制字符。", "It contains a control character.", null),
        0x2028 or 0x2029 when !multiline => Bad("control_character", "含有换行符。", "It contains a line break.", null),
        0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) =>
            Bad("direction_override", "含有改变文字方向的字符。", "It contains a character that changes the direction of reading.", null),
        (>= 0xFDD0 and <= 0xFDEF) => Bad("noncharacter", "含有非字符码位。", "It contains a code point that is not a character.", null),
        _ when (code & 0xFFFE) == 0xFFFE => Bad("noncharacter", "含有非字符码位。", "It contains a code point that is not a character.", null),
        0xFEFF or (>= 0xE0000 and <= 0xE007F) => Bad("invisible_character", "含有不可见的字符。", "It contains an invisible character.", null),
        _ => null,
    };

    private static Problem Bad(string code, string zh, string en, string? field) => new(code, new Bilingual(zh, en), field);
}
