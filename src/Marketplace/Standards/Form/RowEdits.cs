namespace Marketplace.Standards.Form;

/// <summary>Adds a row to a structured list in a form, or takes one away, without touching anything else that was typed.</summary>
internal static class RowEdits
{
    public static FormValues Add(FormValues values, string list)
    {
        var window = RowWindow.Read(values, list);
        return values.With([(window with { Shown = window.Shown + 1 }).Field(list)]);
    }

    public static FormValues Remove(FormValues values, string list, int row)
    {
        var window = RowWindow.Read(values, list);
        if (!window.Indices.Contains(row)) return values;

        var moved = new List<KeyValuePair<string, string[]>>();
        for (var next = row + 1; next < window.From + window.Shown; next++)
        {
            var prefix = FieldNames.Row(list, next) + ".";
            moved.AddRange(values.Names.Where(name => FieldNames.IsInRow(name, list, next))
                .Select(name => new KeyValuePair<string, string[]>(FieldNames.Cell(list, next - 1, name[prefix.Length..]), [.. values.All(name)])));
        }

        var kept = values.Without(name => window.Indices.Any(index => index >= row && FieldNames.IsInRow(name, list, index)));
        return kept.With([.. moved, (window with { Shown = window.Shown - 1 }).Field(list)]);
    }
}
