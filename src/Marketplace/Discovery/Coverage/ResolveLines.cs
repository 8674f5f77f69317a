using System.Text;
using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Coverage;

/// <summary>Understands pasted lines: a method's number somewhere in it, a parameter's name, or both, in either language.</summary>
internal sealed class ResolveLines
{
    private const int MostCandidates = 10;
    private const int MostWords = 12;

    private readonly Catalogue catalogue;
    private readonly PlanSearch plans;
    private readonly List<(string Form, Bilingual Name)> parameters;

    public ResolveLines(SearchVocabulary vocabulary, PlanSearch plans)
    {
        catalogue = vocabulary.Catalogue;
        this.plans = plans;
        parameters = [.. catalogue.Methods.SelectMany(m => m.Parameters).Select(p => p.Name).Distinct()
            .SelectMany(name => new[] { name.Zh, name.En }.OfType<string>().Select(text => (ScopeMatch.Text(text)!, name)))];
    }

    public TestLine Run(string text, bool equivalents)
    {
        var words = Words(text);
        if (MethodIn(words) is var (from, length) && length > 0)
        {
            var number = string.Join(' ', words, from, length);
            var rest = string.Join(' ', words.Where((_, i) => i < from || i >= from + length));
            var match = catalogue.FindMethod(number);
            var shown = match.Asked.Edition is null ? match.Candidates[0].Number : match.Candidates[0].Designation;
            return new TestLine(text, plans.Ask(number, equivalents), shown, rest.Length == 0 ? [] : Names(rest), []);
        }

        var numbers = PartialNumbers(text);
        if (numbers.Count == 1) return new TestLine(text, plans.Ask(numbers[0].Number, equivalents), numbers[0].Number, [], []);
        if (numbers.Count > 1)
            return new TestLine(text, null, null, [], [.. numbers.Take(MostCandidates).Select(n => new LineCandidate(n.Number, n.Title))]);
        if (LooksLikeNumber(text)) return new TestLine(text, plans.Ask(text, equivalents), text, [], []);
        return Parameter(text);
    }

    private TestLine Parameter(string text)
    {
        var form = ScopeMatch.Text(text)!;
        if (parameters.Exists(p => p.Form == form)) return new TestLine(text, null, null, Names(text), []);
        var near = parameters.Where(p => p.Form.Contains(form, StringComparison.Ordinal) && form.Length > 1).Select(p => p.Name).Distinct().ToList();
        return near.Count > 1
            ? new TestLine(text, null, null, [], [.. near.Take(MostCandidates).Select(n => new LineCandidate(n.In(Languages.Current), n))])
            : new TestLine(text, null, null, near.Count == 1 ? Names(near[0].In(Language.Zh)) : [form], []);
    }

    /// <summary>The name itself and what the catalogue calls the same thing in the other language.</summary>
    private List<string> Names(string text)
    {
        var form = ScopeMatch.Text(text)!;
        var names = new List<string> { form };
        foreach (var (_, name) in parameters.Where(p => p.Form == form))
        {
            foreach (var other in new[] { name.Zh, name.En }.OfType<string>().Select(t => ScopeMatch.Text(t)!))
                if (!names.Contains(other)) names.Add(other);
        }

        return names;
    }

    /// <summary>The longest run of words that is a number the catalogue knows.</summary>
    private (int From, int Length) MethodIn(string[] words)
    {
        for (var length = words.Length; length > 0; length--)
            for (var from = 0; from + length <= words.Length; from++)
                if (catalogue.FindMethod(string.Join(' ', words, from, length)).Candidates.Count > 0) return (from, length);
        return default;
    }

    /// <summary>Documents in whose number stands what was written: 17626.2, or GB/T 17626 for all its parts.</summary>
    private List<(string Number, Bilingual Title)> PartialNumbers(string text)
    {
        var form = MethodNumber.Comparable(MethodNumber.Split(text).Number);
        if (form.Length < 3 || !form.Any(char.IsAsciiDigit)) return [];
        return [.. catalogue.Methods.Where(m => HasPart(MethodNumber.Comparable(m.Number), form))
            .DistinctBy(m => m.Number).OrderBy(m => m.Number, StringComparer.Ordinal).Select(m => (m.Number, m.Title))];
    }

    /// <summary>The part stands on its own: no digit before it, and after it only a further part.</summary>
    private static bool HasPart(string number, string part)
    {
        var at = number.IndexOf(part, StringComparison.Ordinal);
        if (at < 0 || at > 0 && (char.IsAsciiDigit(part[0]) ? char.IsAsciiDigit(number[at - 1]) || number[at - 1] == '.' : char.IsAsciiLetter(number[at - 1]))) return false;
        var end = at + part.Length;
        return end == number.Length || number[end] is '.' or '-';
    }

    private static bool LooksLikeNumber(string text) =>
        text.Any(char.IsAsciiDigit) && text.Any(char.IsAsciiLetterUpper) && !text.Any(Synonyms.IsCjk) && Words(text).Length <= 4;

    /// <summary>Words, also where Latin and Chinese touch without a space.</summary>
    private static string[] Words(string text)
    {
        var spaced = new StringBuilder(text.Length + 4);
        var normal = CleanText.Compatible(text);
        for (var i = 0; i < normal.Length; i++)
        {
            if (i > 0 && Synonyms.IsCjk(normal[i]) != Synonyms.IsCjk(normal[i - 1])) spaced.Append(' ');
            spaced.Append(normal[i] is ',' or ';' or '，' or '；' or '、' or '\t' ? ' ' : normal[i]);
        }

        return [.. spaced.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords)];
    }
}
