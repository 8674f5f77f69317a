using System.Collections.Frozen;
using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>
/// Takes a reader's words apart into clauses, of which all must be found, each with the terms that would do as well.
/// Chinese has no spaces, so known terms are taken out of it, the longest first, and what is left between them stands for itself.
/// </summary>
internal sealed class QueryWords(Synonyms synonyms)
{
    private const int MostClauses = 16;
    private const int MostAlternatives = 12;
    private const int LongestPhrase = 8;
    private static readonly char[] separators = [.. " \t,;|\"'()[]{}?!，、；。“”‘’（）【】《》？！：\u3000"];

    /// <summary>Words that the analysis drops; a clause of them alone would match nothing.</summary>
    private static readonly FrozenSet<string> stopWords =
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with".Split(' ').ToFrozenSet();

    /// <summary>Null where nothing is left to look for.</summary>
    public TextQuery? Parse(string text)
    {
        var clauses = new List<IReadOnlyList<string>>();
        var words = CleanText.Compatible(text).Split(separators, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length && clauses.Count < MostClauses;)
        {
            var taken = KnownPhrase(words, i, out var phrase);
            if (taken > 0)
            {
                Add(clauses, phrase);
                i += taken;
            }
            else
            {
                AddRuns(clauses, words[i++]);
            }
        }

        return clauses.Count == 0 ? null : new TextQuery(clauses);
    }

    /// <summary>The words as they stand, for asking the index whether it knows better ones.</summary>
    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private int KnownPhrase(string[] words, int from, out string phrase)
    {
        for (var n = Math.Min(LongestPhrase, words.Length - from); n > 0; n--)
        {
            phrase = n == 1 ? words[from] : string.Join(' ', words, from, n);
            if (synonyms.Knows(phrase)) return n;
        }

        phrase = "";
        return 0;
    }

    private void AddRuns(List<IReadOnlyList<string>> clauses, string word)
    {
        for (var start = 0; start < word.Length;)
        {
            var cjk = Synonyms.IsCjk(word[start]);
            var end = start + 1;
            while (end < word.Length && Synonyms.IsCjk(word[end]) == cjk) end++;
            if (cjk) AddChinese(clauses, word.AsSpan(start, end - start));
            else if (!stopWords.Contains(word[start..end].ToLowerInvariant())) Add(clauses, word[start..end]);
            start = end;
        }
    }

    private void AddChinese(List<IReadOnlyList<string>> clauses, ReadOnlySpan<char> run)
    {
        var pending = 0;
        for (var i = 0; i < run.Length;)
        {
            var length = LongestKnown(run[i..]);
            if (length == 0)
            {
                i++;
                continue;
            }

            AddRest(clauses, run[pending..i], run.Length);
            Add(clauses, run.Slice(i, length).ToString());
            i += length;
            pending = i;
        }

        AddRest(clauses, run[pending..], run.Length);
    }

    /// <summary>A single character between known terms is a particle (的, 和), not something to look for.</summary>
    private void AddRest(List<IReadOnlyList<string>> clauses, ReadOnlySpan<char> rest, int runLength)
    {
        if (rest.Length > 1 || rest.Length == runLength) Add(clauses, rest.ToString());
    }

    private int LongestKnown(ReadOnlySpan<char> text)
    {
        for (var n = Math.Min(synonyms.LongestCjk, text.Length); n > 1; n--)
            if (synonyms.KnowsCjk(text[..n])) return n;
        return 0;
    }

    private void Add(List<IReadOnlyList<string>> clauses, string term)
    {
        if (!term.Any(char.IsLetterOrDigit) || clauses.Count >= MostClauses || clauses.Any(c => c[0] == term)) return;
        var same = synonyms.Of(term);
        clauses.Add(same.Count == 0 ? [term] : [term, .. same.Take(MostAlternatives)]);
    }
}
