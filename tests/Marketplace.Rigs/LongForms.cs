namespace Marketplace.Rigs;

/// <summary><c>MARKETPLACE_FULL=1</c>, as <c>./test --full</c> sets it, asks for every round, string, width and language; without it tests take a spread of them.</summary>
public static class LongForms
{
    public static bool Wanted { get; } = Environment.GetEnvironmentVariable("MARKETPLACE_FULL") == "1";

    /// <summary>Every so-manieth of them, each turn others; all of them in the long form. So texts take turns over places, and places over texts.</summary>
    public static IEnumerable<T> Turn<T>(this IReadOnlyList<T> all, int turn, int of) => Wanted ? all : all.Where((_, at) => (at + turn) % of == 0);
}
