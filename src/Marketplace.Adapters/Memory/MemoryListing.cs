using Marketplace.Adapters.Text;
using Marketplace.Discovery;
using Clauses = System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<System.Collections.Generic.IReadOnlyList<string>>>;

namespace Marketplace.Adapters.Memory;

/// <summary>A document with the tokens of its fields.</summary>
internal sealed class MemoryListing(SearchDocument document)
{
    private readonly HashSet<string>[] fields = [.. SearchText.Fields.Select(field => SearchText.Tokens(field.Text(document)).ToHashSet(StringComparer.Ordinal))];

    public SearchDocument Document => document;

    /// <summary>The tokens of each alternative of each clause.</summary>
    public static Clauses Analyse(TextQuery query) =>
        [.. query.Clauses.Select(clause => (IReadOnlyList<IReadOnlyList<string>>)[.. clause.Select(SearchText.Tokens)])];

    /// <summary>More than zero where every clause matches: the boosts of the fields in which alternatives were found, by the share found.</summary>
    public double Score(Clauses clauses)
    {
        var score = 0.0;
        foreach (var clause in clauses)
        {
            var found = clause.Sum(Score);
            if (found == 0) return 0;
            score += found;
        }
        return score;
    }

    private double Score(IReadOnlyList<string> tokens)
    {
        if (tokens.Count == 0) return 0;
        var score = 0.0;
        for (var field = 0; field < fields.Length; field++)
        {
            var found = tokens.Count(fields[field].Contains);
            if (found >= SearchText.Needed(tokens.Count)) score += SearchText.Fields[field].Boost * found / tokens.Count;
        }
        return score;
    }
}
