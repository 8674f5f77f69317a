using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Accreditation;
using Marketplace.Standards;

namespace Marketplace.Listings.Draft;

/// <summary>A line of a certificate's scope offered for ticking. <paramref name="Key"/> names it within the provider's certificates.</summary>
public sealed record OfferedLine(string Key, Certificate Certificate, ScopeLine Line, bool Ticked);

/// <summary>
/// Fills a structured list from ticked lines of certificates. A line stands for a row with the same values in the mapped columns;
/// ticking adds that row or marks it (accredited, covered by CMA), unticking takes the mark back, and the row with its last mark.
/// Rows that no offered line stands for are left alone.
/// </summary>
internal sealed class ScopeTicking(ScopeColumns mapping)
{
    public IReadOnlyList<OfferedLine> Offer(IEnumerable<Certificate> certificates, Answers answers)
    {
        var rows = Rows(answers).Select(row => (Key: KeyOf(row), Row: row)).ToLookup(it => it.Key, it => it.Row, StringComparer.Ordinal);
        return
        [
            .. from certificate in certificates
               from numbered in certificate.ScopeLines.Select((line, index) => (line, index))
               let row = Row(numbered.line)
               where row.Count > 0
               select new OfferedLine(KeyOf(certificate, numbered.index), certificate, numbered.line,
                   rows[KeyOf(row)].Any(standing => IsMarked(standing, certificate))),
        ];
    }

    /// <summary>The answers after the offered lines of these keys were shown, and some of them ticked.</summary>
    public Answers Apply(Answers answers, IEnumerable<OfferedLine> shown, IReadOnlySet<string> ticked)
    {
        var rows = Rows(answers);
        foreach (var lines in shown.GroupBy(line => KeyOf(Row(line.Line)), StringComparer.Ordinal))
        {
            var row = rows.FirstOrDefault(it => KeyOf(it) == lines.Key);
            if (row is null && !lines.Any(line => ticked.Contains(line.Key))) continue;
            if (row is null) rows.Add(row = Row(lines.First().Line));
            foreach (var line in lines) Mark(row, line.Certificate, ticked.Contains(line.Key));
            var unticked = lines.Any(line => line.Ticked) && !lines.Any(line => ticked.Contains(line.Key));
            if (unticked && !mapping.Flags.Keys.Any(flag => IsTrue(row, flag))) rows.Remove(row);
        }
        return answers.With(mapping.Question, rows.Count == 0 ? null : JsonSerializer.SerializeToElement(rows));
    }

    private static string KeyOf(Certificate certificate, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{certificate.Id}:{index}");

    private List<JsonObject> Rows(Answers answers) =>
        answers[mapping.Question] is { ValueKind: JsonValueKind.Array } rows
            ? [.. JsonNode.Parse(rows.GetRawText())!.AsArray().OfType<JsonObject>().Select(row => row.DeepClone().AsObject())] : [];

    /// <summary>Two rows with the same key are the same item: mapped columns alike.</summary>
    private string KeyOf(JsonObject row) =>
        string.Join('\u001f', mapping.Columns.Keys.Order(StringComparer.Ordinal).Select(column => row[column]?.ToJsonString() ?? ""));

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
