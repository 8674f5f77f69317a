using System.Globalization;

namespace Marketplace.Benchmarks;

/// <summary>One line a figure: what, how much, and what it is held to.</summary>
internal static class Report
{
    public static void Say(string what, string figure = "", string note = "") =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {figure,14}  {note}"));

    /// <summary>A figure and its goal, with a word on whether it was reached.</summary>
    public static void Hold(string what, double figure, string unit, string goal, bool reached) =>
        Say(what, string.Create(CultureInfo.InvariantCulture, $"{figure:0.##} {unit}"), $"goal {goal}: {(reached ? "met" : "MISSED")}");
}
