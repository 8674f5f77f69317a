namespace Marketplace.Adapters.Text;

/// <summary>Which indexed word a mistyped one may stand for.</summary>
internal static class Closeness
{
    /// <summary>Edits allowed: two for long words, one for short ones, where two would reach half the dictionary.</summary>
    public static int Allowed(string word) =>
        SearchText.IsCjk(word.FirstOrDefault()) ? (word.Length >= 3 ? 1 : 0) : word.Length switch { < 4 => 0, < 7 => 1, _ => 2 };

    /// <summary>The closest of the candidates that occurs more often than the word; of equally close ones the most frequent.</summary>
    public static string? Best(string word, int frequency, IEnumerable<(string Word, int Frequency)> candidates)
    {
        var allowed = Allowed(word);
        (string Word, int Frequency, int Distance)? best = null;
        foreach (var (candidate, count) in candidates)
        {
            if (count <= frequency || candidate == word || Math.Abs(candidate.Length - word.Length) > allowed) continue;
            var distance = Distance(word, candidate);
            if (distance > allowed) continue;
            if (best is { } b && (distance, -count).CompareTo((b.Distance, -b.Frequency)) is var order
                && (order > 0 || order == 0 && string.CompareOrdinal(candidate, b.Word) > 0)) continue;
            best = (candidate, count, distance);
        }
        return best?.Word;
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words.</summary>
    public static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, rows[i - 2, j - 2] + 1);
                rows[i, j] = least;
            }
        return rows[a.Length, b.Length];
    }
}
