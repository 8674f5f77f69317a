using System.Globalization;

namespace Marketplace.Standards.Form;

/// <summary>
/// The rows of a structured list that one form shows. A list may have thousands; a form shows a page of them, and a save puts its rows
/// in the place of the stored ones it was made from.
/// </summary>
/// <param name="From">Index of the first stored row shown.</param>
/// <param name="Stored">How many stored rows are shown.</param>
/// <param name="Shown">How many rows the form has now, added ones included.</param>
internal sealed record RowWindow(int From, int Stored, int Shown)
{
    public const int PageSize = 20;

    /// <summary>A form never shows more rows than this, so that its fields stay within what the server reads of one form.</summary>
    public const int MostShown = 40;

    public IEnumerable<int> Indices => Enumerable.Range(From, Shown);

    public static RowWindow Of(int rows, int from)
    {
        from = Math.Clamp(from, 0, Math.Max(0, rows - 1)) / PageSize * PageSize;
        var stored = Math.Min(PageSize, rows - from);
        return new RowWindow(from, stored, Math.Max(1, stored));
    }

    public static RowWindow Read(FormValues values, string list) =>
        values[Name(list)]?.Split(';') is [var from, var stored, var shown]
        && Number(from) is { } f && Number(stored) is { } s && Number(shown) is { } n
            ? new RowWindow(f, s, Math.Min(n, MostShown)) : new RowWindow(0, 0, 0);

    public KeyValuePair<string, string[]> Field(string list) =>
        new(Name(list), [string.Create(CultureInfo.InvariantCulture, $"{From};{Stored};{Shown}")]);

    public static string Name(string list) => FieldNames.Of(list) + ".rows";

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000 ? number : null;
}
