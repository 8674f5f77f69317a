using System.Globalization;

namespace Marketplace.DesignSystem;

/// <summary>A piece of a picture of stacked amounts, as SVG coordinates: across in percent of the width, up in pixels.</summary>
public sealed record StackPiece(string Series, string X, string Width, string Y, string Height);

/// <summary>
/// Turns amounts into the pieces of a stacked picture. Widths are percentages, so the text beside them keeps its size on every screen; all pieces of one
/// picture have one scale.
/// </summary>
/// <param name="Top">Of the drawing, in pixels.</param>
/// <param name="Height">Of the largest amount, in pixels.</param>
/// <param name="Most">The amount that reaches the top.</param>
public sealed record StackScale(double Top, double Height, long Most)
{
    public double Base => Top + Height;

    public string Up(long amount) => Text(Base - Of(amount));

    /// <summary>The amounts from the bottom up, over a span from <paramref name="from"/> to <paramref name="until"/> (percent); what is nothing is left out.</summary>
    public IEnumerable<StackPiece> Pile(double from, double until, IEnumerable<(string Series, long Amount)> amounts)
    {
        var below = 0L;
        foreach (var (series, amount) in amounts)
        {
            if (amount <= 0) continue;
            below = checked(below + amount);
            yield return new StackPiece(series, Percent(from), Percent(until - from), Up(below), Text(Of(amount)));
        }
    }

    public static string Percent(double number) => Text(number) + "%";

    public static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private double Of(long amount) => Most == 0 ? 0 : Height * amount / Most;
}
