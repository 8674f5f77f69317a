using System.Text;
using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>A row's or a line's side of a token, in comparison form.</summary>
internal readonly record struct TokenValue(string? Text, string? Edition = null, double? Lo = null, double? Hi = null, bool Flexible = false);

/// <summary>One thing in which a scope line must agree with a row (requirements.json, match_tokens).</summary>
internal abstract class MatchToken
{
    public static MatchToken Named(string name) => name switch
    {
        "method_standard+method_edition" => new MethodToken(),
        "parameter" => new TextToken("parameter", l => l.Parameter),
        "object" => new TextToken("object", l => l.Object),
        "field" => new TextToken("field", l => l.Activity),
        "scheme_or_standard" => new TextToken("scheme_or_standard", l => l.Method) { NullLineCovers = false },
        "iaf_or_nace_sector" => new TextToken("iaf_or_nace_sector", l => l.Activity) { MissingRowIsCovered = true },
        "measurand" => new TextToken("measurand", l => l.Parameter),
        "instrument" => new TextToken("instrument", l => l.Object),
        "range" => new RangeToken(),
        "expanded_uncertainty" => new UncertaintyToken(),
        _ => throw new FormatException($"no such match token: {name}"),
    };

    /// <summary>Only a line of the same text, or of none, can cover.</summary>
    public virtual bool IsKey => false;

    public abstract TokenValue OfRow(JsonElement row);

    public abstract TokenValue OfLine(ScopeLine line);

    public abstract bool Covers(TokenValue row, TokenValue line);

    /// <summary>NFKC, trimmed, white space collapsed, lower case.</summary>
    public static string? Text(string? text)
    {
        if (text is null) return null;
        var normal = CleanText.Compatible(text);
        var result = new StringBuilder(normal.Length);
        foreach (var c in normal)
        {
            if (!char.IsWhiteSpace(c)) result.Append(char.ToLowerInvariant(c));
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }
        if (result.Length > 0 && result[^1] == ' ') result.Length--;
        return result.ToString();
    }

    private sealed class TextToken(string rowField, Func<ScopeLine, string?> lineField) : MatchToken
    {
        public bool NullLineCovers { get; init; } = true;
        public bool MissingRowIsCovered { get; init; }

        public override bool IsKey => !MissingRowIsCovered;

        public override TokenValue OfRow(JsonElement row) => new(Text(AnswerValue.Text(row, rowField)));

        public override TokenValue OfLine(ScopeLine line) => new(Text(lineField(line)));

        public override bool Covers(TokenValue row, TokenValue line) =>
            row.Text is null && MissingRowIsCovered
            || (line.Text is null ? NullLineCovers : line.Text == row.Text);
    }

    /// <summary>Number and edition alike; on a flexible line the edition may differ.</summary>
    private sealed class MethodToken : MatchToken
    {
        public override bool IsKey => true;

        public override TokenValue OfRow(JsonElement row) =>
            new(Number(AnswerValue.Text(row, "method_standard")), Number(AnswerValue.Text(row, "method_edition")));

        public override TokenValue OfLine(ScopeLine line) => new(Number(line.Method), Number(line.Edition), Flexible: line.Flexible);

        public override bool Covers(TokenValue row, TokenValue line) =>
            line.Text is not null && line.Text == row.Text && (line.Flexible || line.Edition == row.Edition);

        private static string? Number(string? text) => text is null ? null : MethodNumber.Comparable(text);
    }

    /// <summary>The row's range lies within the line's; an end that the row leaves open needs the line open there.</summary>
    private sealed class RangeToken : MatchToken
    {
        public override TokenValue OfRow(JsonElement row) =>
            new(Text(AnswerValue.Text(row, "unit")), null, AnswerValue.Number(row, "range_min"), AnswerValue.Number(row, "range_max"));

        public override TokenValue OfLine(ScopeLine line) => new(Text(line.Unit), null, line.RangeMin, line.RangeMax);

        public override bool Covers(TokenValue row, TokenValue line)
        {
            if (line.Lo is { } lo && !(row.Lo >= lo)) return false;
            if (line.Hi is { } hi && !(row.Hi <= hi)) return false;
            var anyEnd = row.Lo is not null || row.Hi is not null || line.Lo is not null || line.Hi is not null;
            return !anyEnd || line.Text is null || line.Text == row.Text;
        }
    }

    private sealed class UncertaintyToken : MatchToken
    {
        public override TokenValue OfRow(JsonElement row) => new(null, null, AnswerValue.Number(row, "expanded_uncertainty"));

        public override TokenValue OfLine(ScopeLine line) => new(null, null, line.Uncertainty);

        public override bool Covers(TokenValue row, TokenValue line) => row.Lo >= line.Lo;
    }
}
