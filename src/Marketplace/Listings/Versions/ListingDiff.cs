using System.Text.Json;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Versions;

/// <summary>One question answered differently. Of a structured list, the rows that only one of the two has.</summary>
public sealed record AnswerChange(
    Question Question, JsonElement? Before, JsonElement? After, IReadOnlyList<JsonElement> RowsGone, IReadOnlyList<JsonElement> RowsNew)
{
    /// <summary>By the specification, a change here needs review.</summary>
    public bool IsMaterial => Question.Material;

    public bool IsByRow => Question.Columns.Count > 0;
}

/// <summary>What differs between two versions of a listing's content, in the order of the specification.</summary>
public sealed record ListingDiff(
    IReadOnlyList<AnswerChange> Answers, IReadOnlyList<CertificateId> CertificatesGone, IReadOnlyList<CertificateId> CertificatesNew,
    IReadOnlyList<string> SitesGone, IReadOnlyList<string> SitesNew)
{
    /// <summary>What the listing rests on is always material.</summary>
    public bool IsMaterial => Answers.Any(change => change.IsMaterial) || CertificatesGone.Count + CertificatesNew.Count > 0;

    public bool IsEmpty => Answers.Count + CertificatesGone.Count + CertificatesNew.Count + SitesGone.Count + SitesNew.Count == 0;

    public static ListingDiff Between(Specification specification, ListingContent before, ListingContent after) => new(
        [.. specification.Questions.Select(question => Change(question, before.Answers[question.Key], after.Answers[question.Key])).OfType<AnswerChange>()],
        [.. before.Certificates.Except(after.Certificates)], [.. after.Certificates.Except(before.Certificates)],
        [.. before.Sites.Except(after.Sites)], [.. after.Sites.Except(before.Sites)]);

    private static AnswerChange? Change(Question question, JsonElement? before, JsonElement? after)
    {
        if (AnswerEquality.Same(before, after)) return null;
        return question.Columns.Count == 0
            ? new AnswerChange(question, before, after, [], [])
            : new AnswerChange(question, before, after, Less(before, after), Less(after, before));
    }

    /// <summary>The rows of one that the other does not have, as often as it has them more.</summary>
    private static List<JsonElement> Less(JsonElement? one, JsonElement? other)
    {
        var left = Rows(other).GroupBy(CanonicalText).ToDictionary(rows => rows.Key, rows => rows.Count());
        var gone = new List<JsonElement>();
        foreach (var row in Rows(one))
        {
            var text = CanonicalText(row);
            if (left.GetValueOrDefault(text) > 0) left[text]--;
            else gone.Add(row);
        }
        return gone;
    }

    private static string CanonicalText(JsonElement row) => row.ValueKind != JsonValueKind.Object ? row.GetRawText()
        : string.Join(',', row.EnumerateObject().OrderBy(cell => cell.Name, StringComparer.Ordinal).Select(cell => $"{cell.Name}:{cell.Value.GetRawText()}"));

    private static List<JsonElement> Rows(JsonElement? answer) =>
        answer is { ValueKind: JsonValueKind.Array } rows ? [.. rows.EnumerateArray()] : [];
}
