using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>
/// A half-open band <c>lo..hi</c> (lo included, hi not; the last band has no hi), with a currency as <c>CNY:lo..hi</c>.
/// <see cref="Value"/> is how it is written in a URL.
/// </summary>
public sealed record Band(string? Currency, double Lo, double? Hi)
{
    public string Value { get; } =
        (Currency is null ? "" : Currency + ":") + Text(Lo) + ".." + Text(Hi);

    public bool Contains(double value) => value >= Lo && (Hi is null || value < Hi);

    private static string Text(double? edge) => edge?.ToString("0.######", CultureInfo.InvariantCulture) ?? "";
}

/// <summary>The bands that a range facet counts answers in. Money is banded per currency, in minor units.</summary>
public sealed class Bands
{
    /// <summary>The band of what has no amount.</summary>
    public const string None = "none";

    private readonly List<Band> plain;
    private readonly IReadOnlyDictionary<string, IReadOnlyList<Band>> byCurrency;
    private readonly IReadOnlyList<double>? anyCurrency;

    public Bands(IReadOnlyList<double> edges)
    {
        plain = Between(null, edges);
        byCurrency = new Dictionary<string, IReadOnlyList<Band>>();
        All = plain;
    }

    public Bands(IReadOnlyDictionary<string, IReadOnlyList<double>> edgesByCurrency, IReadOnlyList<double> anyCurrency)
    {
        plain = [];
        byCurrency = edgesByCurrency.ToDictionary(e => e.Key, IReadOnlyList<Band> (e) => Between(e.Key, e.Value));
        this.anyCurrency = anyCurrency;
        All = [.. byCurrency.Values.SelectMany(b => b)];
    }

    /// <summary>All bands in order; of money those of the currencies that have edges of their own.</summary>
    public IReadOnlyList<Band> All { get; }

    public bool IsMoney => anyCurrency is not null;

    public Band Of(double value) => Find(plain, value);

    /// <summary>A currency without edges of its own is banded by the general ones.</summary>
    public Band Of(Money money) =>
        Find(byCurrency.TryGetValue(money.Currency, out var own) ? own : Between(money.Currency, anyCurrency!), money.Amount);

    /// <summary>The band written like this, or null where no such band is shipped.</summary>
    public Band? Parse(string text)
    {
        if (All.FirstOrDefault(b => b.Value == text) is { } shipped) return shipped;
        return anyCurrency is not null && text is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z', ':', ..] && !byCurrency.ContainsKey(text[..3])
            ? Between(text[..3], anyCurrency).FirstOrDefault(b => b.Value == text)
            : null;
    }

    private static Band Find(IReadOnlyList<Band> bands, double value) => bands.First(b => b.Contains(value));

    private static List<Band> Between(string? currency, IReadOnlyList<double> edges)
    {
        var bands = new List<Band>();
        for (var i = 0; i < edges.Count; i++)
            bands.Add(new Band(currency, edges[i], i + 1 < edges.Count ? edges[i + 1] : null));
        return bands;
    }
}
