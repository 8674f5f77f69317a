using System.Text.Json;
using Marketplace.Standards.Loading;

namespace Marketplace.Standards.Evaluation;

/// <summary>The rows of a list that must be covered, and the tokens by which a scope line covers one.</summary>
internal sealed class ScopeTest
{
    private readonly AnswerPath each;
    private readonly RowFilter? where;
    private readonly IReadOnlyList<MatchToken> tokens;

    private ScopeTest(AnswerPath each, RowFilter? where, IReadOnlyList<MatchToken> tokens)
    {
        this.each = each;
        this.where = where;
        this.tokens = tokens;
    }

    public static ScopeTest? Compile(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : new ScopeTest(
            AnswerPath.Parse(json.Text("each")), RowFilter.Compile(json.GetProperty("where")),
            [.. json.Texts("match").Select(MatchToken.Named)]);

    /// <summary>Works out which certificate covers which selected row.</summary>
    public ScopeCoverage Cover(Answers answers, IReadOnlyList<Evidence> certificates)
    {
        var rows = each.Rows(answers).Where(r => where?.Selects(r) ?? true).ToList();
        var keys = rows.ConvertAll(r => tokens.Select(t => t.OfRow(r)).ToArray());
        return new ScopeCoverage(rows, [.. certificates.Select(c => Covered(keys, c))]);
    }

    private bool[] Covered(List<TokenValue[]> rows, Evidence certificate)
    {
        var covered = new bool[rows.Count];
        if (rows.Count == 0) return covered;
        var lines = certificate.ScopeLines.Select(l => tokens.Select(t => t.OfLine(l)).ToArray()).ToList();

        // Annexes run to thousands of lines: those whose first token is another text need not be looked at.
        var byFirst = lines.ToLookup(l => tokens[0].IsKey ? l[0].Text ?? "" : "");
        for (var i = 0; i < rows.Count; i++)
        {
            var first = tokens[0].IsKey ? rows[i][0].Text ?? "" : "";
            covered[i] = byFirst[first].Any(l => Covers(rows[i], l)) || first != "" && byFirst[""].Any(l => Covers(rows[i], l));
        }
        return covered;
    }

    private bool Covers(TokenValue[] row, TokenValue[] line)
    {
        for (var i = 0; i < tokens.Count; i++)
            if (!tokens[i].Covers(row[i], line[i])) return false;
        return true;
    }
}

/// <summary>Which of the selected rows each candidate certificate covers.</summary>
internal sealed class ScopeCoverage(IReadOnlyList<JsonElement> rows, IReadOnlyList<bool[]> byCertificate)
{
    public int RowCount => rows.Count;

    public bool AllCoveredBy(List<int> certificates)
    {
        for (var row = 0; row < rows.Count; row++)
            if (!certificates.Exists(c => byCertificate[c][row])) return false;
        return true;
    }

    public bool CoversAny(int certificate) => byCertificate[certificate].Contains(true);

    public IReadOnlyList<JsonElement> Uncovered(List<int> certificates) =>
        [.. rows.Where((_, row) => !certificates.Exists(c => byCertificate[c][row]))];
}
