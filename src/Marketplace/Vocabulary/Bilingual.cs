namespace Marketplace.Vocabulary;

/// <summary>A text in Chinese and English. Where only one language is known, the other is null and readers get the one there is.</summary>
public sealed record Bilingual(string? Zh, string? En)
{
    public static Bilingual Same(string text) => new(text, text);

    /// <summary>The text for a reader of <paramref name="language"/> ("zh" or "en"), else the other one.</summary>
    public string In(Language language) =>
        (language == Language.Zh ? Zh ?? En : En ?? Zh) ?? "";
}

/// <summary>The two languages of the interface.</summary>
public enum Language { Zh, En }

public static class Languages
{
    /// <summary>The interface language of the request: Chinese for any zh culture, English otherwise.</summary>
    public static Language Current =>
        System.Globalization.CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? Language.Zh : Language.En;

    public static string Code(this Language language) => language == Language.Zh ? "zh" : "en";
}
