using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Standards;

namespace Marketplace.Listings.Draft;

/// <summary>A line of a certificate's scope offered for ticking. <paramref name="Key"/> names it within the provider's certificates.</summary>
public sealed record OfferedLine(string Key, Certificate Certificate, ScopeLine Line, bool Ticked);

/// <summary>
/// Fills a structured list from ticked lines of certificates. A line stands for a row with the same item in the mapped columns; range,
/// unit and uncertainty count where both state them, as they do in the verdict, and a flexible line serves for every edition of its method.
/// Ticking adds that row or marks it (accredited, covered by CMA), unticking takes the mark back, and the row with its last mark. Rows
/// that no offered line stands for are left alone.
/// </summary>
internal sealed class ScopeTicking(ScopeColumns mapping)
{
    public IReadOnlyList<OfferedLine> Offer(IEnumerable<Certificate> certificates, Answers answers)
    {
        var rows = Rows(answers).ToLookup(Item, StringComparer.Ordinal);
        return
        [
            .. from certificate in certificates
               from numbered in certificate.ScopeLines.Select((line, index) => (line, index))
               let row = Row(numbered.line)
               where row.Count > 0
               select new OfferedLine(KeyOf(certificate, numbered.index), certificate, numbered.line,
                   rows[Item(row)].Any(standing => StandsFor(numbered.line, row, standing) && IsMarked(standing, certificate))),
        ];
    }

    /// <summary>The answers after the offered lines of these keys were shown, and some of them ticked.</summary>
    public Answers Apply(Answers answers, IReadOnlyCollection<OfferedLine> shown, IReadOnlySet<string> ticked)
    {
        var rows = Rows(answers);
        var unticked = new HashSet<JsonObject>();
        // First what is taken back, so that a row for which a ticked line stands too keeps its mark.
        foreach (var line in shown.Where(line => !ticked.Contains(line.Key)))
            foreach (var row in Standing(rows, line))
            {
                Mark(row, line.Certificate, false);
                if (line.Ticked) unticked.Add(row);
            }
        foreach (var line in shown.Where(line => ticked.Contains(line.Key)))
        {
            var standing = Standing(rows, line);
            if (standing.Count == 0) rows.Add((standing = [Row(line.Line)])[0]);
            foreach (var row in standing)
            {
                Mark(row, line.Certificate, true);
                unticked.Remove(row);
            }
        }
        rows.RemoveAll(row => unticked.Contains(row) && !mapping.Flags.Keys.Any(flag => IsTrue(row, flag)));
        return answers.With(mapping.Question, rows.Count == 0 ? null : JsonSerializer.SerializeToElement(rows));
    }

    private static string KeyOf(Certificate certificate, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{certificate.Id}:{index}");

    private List<JsonObject> Rows(Answers answers) =>
        answers[mapping.Question] is { ValueKind: JsonValueKind.Array } rows
            ? [.. JsonNode.Parse(rows.GetRawText())!.AsArray().OfType<JsonObject>().Select(row => row.DeepClone().AsObject())] : [];

    private List<JsonObject> Standing(List<JsonObject> rows, OfferedLine line)
    {
        var own = Row(line.Line);
        var item = Item(own);
        return [.. rows.Where(row => Item(row) == item && StandsFor(line.Line, own, row))];
    }

    /// <summary>What is examined and by which method: the columns that name it.</summary>
    private string Item(JsonObject row) =>
        string.Join('\u001f', mapping.Columns.Where(column => Names(column.Value)).Select(column => row[column.Key]?.ToJsonString() ?? ""));

    private bool StandsFor(ScopeLine line, JsonObject own, JsonObject row) => mapping.Columns.All(column =>
        (column.Value, own[column.Key], row[column.Key]) switch
        {
            ("edition", var ours, var theirs) => line.Flexible || JsonNode.DeepEquals(ours, theirs),
            ("unit", { } ours, { } theirs) => JsonNode.DeepEquals(ours, theirs),
            ("range_max", { } ours, { } theirs) => Number(theirs) <= Number(ours),
            ("range_min" or "uncertainty", { } ours, { } theirs) => Number(theirs) >= Number(ours),
            _ => true,
        });

    private static double? Number(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Names(string field) => field is not ("edition" or "range_min" or "range_max" or "unit" or "uncertainty");

    private bool IsMarked(JsonObject row, Certificate certificate)
    {
        var flags = FlagsOf(certificate).ToList();
        return flags.Count == 0 || flags.Exists(flag => IsTrue(row, flag));
    }

    private void Mark(JsonObject row, Certificate certificate, bool ticked)
    {
        foreach (var flag in FlagsOf(certificate))
        {
            if (ticked) row[flag] = true;
            else row.Remove(flag);
        }
    }

    private IEnumerable<string> FlagsOf(Certificate certificate) =>
        mapping.Flags.Where(flag => flag.Value == certificate.EvidenceType).Select(flag => flag.Key);

    private static bool IsTrue(JsonObject row, string flag) => row[flag]?.GetValueKind() == JsonValueKind.True;

    private JsonObject Row(ScopeLine line)
    {
        var row = new JsonObject();
        foreach (var (column, field) in mapping.Columns)
            if (Value(line, field) is { } value) row[column] = value;
        return row;
    }

    private static JsonNode? Value(ScopeLine line, string field) => field switch
    {
        "activity" => Text(line.Activity),
        "object" => Text(line.Object),
        "parameter" => Text(line.Parameter),
        "method" => Text(line.Method),
        "edition" => Text(line.Edition),
        "method_edition" => Text(line.Edition is null ? line.Method : $"{line.Method}-{line.Edition}"),
        "range_min" => line.RangeMin,
        "range_max" => line.RangeMax,
        "unit" => Text(line.Unit),
        "uncertainty" => line.Uncertainty,
        _ => throw new InvalidOperationException($"The table of scope columns names '{field}', which no scope line has."),
    };

    private static JsonValue? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : JsonValue.Create(text.Trim());
}
