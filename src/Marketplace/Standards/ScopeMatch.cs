using System.Text.Json;
using Marketplace.Standards.Evaluation;
using Marketplace.Standards.Loading;

namespace Marketplace.Standards;

/// <summary>A row of a listing's own scope and a scope line that covers it.</summary>
/// <param name="List">The question whose row it is: scope_items, cmc or accredited_scope.</param>
public sealed record ScopePair(string List, JsonElement Row, ScopeLine Line);

/// <summary>
/// Which scope line covers which row of a listing, by the very tokens its specification's requirements match with. Unlike a verdict
/// it names the line, so that a reader can be told which edition is accredited and whether the scope is flexible.
/// </summary>
public static class ScopeMatch
{
    /// <summary>The lists in which listings state their scope.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["scope_items", "cmc", "accredited_scope"];

    /// <summary>Comparison form of the texts of rows and lines.</summary>
    public static string? Text(string? text) => MatchToken.Text(text);

    public static IEnumerable<ScopePair> Of(Specification specification, Answers answers, IReadOnlyList<ScopeLine> lines)
    {
        foreach (var list in Lists)
        {
            if (answers[list] is not { ValueKind: JsonValueKind.Array } rows || Tokens(specification, list) is not { } tokens) continue;

            // Annexes run to thousands of lines: those whose first token is another text need not be looked at.
            var byFirst = lines.Select(line => (Line: line, Values: Array.ConvertAll(tokens, t => t.OfLine(line))))
                .ToLookup(l => tokens[0].IsKey ? l.Values[0].Text ?? "" : "");
            foreach (var row in rows.EnumerateArray())
            {
                var values = Array.ConvertAll(tokens, t => t.OfRow(row));
                var first = tokens[0].IsKey ? values[0].Text ?? "" : "";
                foreach (var line in first == "" ? byFirst[""] : byFirst[first].Concat(byFirst[""]))
                    if (Covers(tokens, values, line.Values)) yield return new ScopePair(list, row, line.Line);
            }
        }
    }

    /// <summary>Of the requirements that look at the list, the one that matches most closely; null where none looks at it.</summary>
    private static MatchToken[]? Tokens(Specification specification, string list) => specification.Requirements
        .Where(r => r.Kind == RequirementKind.Evidence && r.Test.TryGetProperty("scope", out var scope)
            && scope.ValueKind == JsonValueKind.Object && scope.Text("each") == list + "[]")
        .Select(r => r.Test.GetProperty("scope").Texts("match"))
        .MaxBy(match => match.Count)?.Select(MatchToken.Named).ToArray();

    private static bool Covers(MatchToken[] tokens, TokenValue[] row, TokenValue[] line)
    {
        for (var i = 0; i < tokens.Length; i++)
            if (!tokens[i].Covers(row[i], line[i])) return false;
        return true;
    }
}
