namespace Marketplace.Rigs;

/// <summary><c>MARKETPLACE_FULL=1</c>, as <c>./test --full</c> sets it, asks for every round, string, width and language; without it tests take a spread of them.</summary>
public static class LongForms
{
    public static bool Wanted { get; } = Environment.GetEnvironmentVariable("MARKETPLACE_FULL") == "1";

    /// <summary>Where the texts take turns over places, the places where the text of this number is tried; in the long form each text is tried everywhere.</summary>
    public static IEnumerable<T> Turn<T>(this IReadOnlyList<T> places, int text, int of) => Wanted ? places : places.Where((_, place) => (place + text) % of == 0);
}
