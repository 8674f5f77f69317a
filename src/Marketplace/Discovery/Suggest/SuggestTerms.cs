using Marketplace.Discovery.Search;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Suggest;

/// <summary>Something to search for: by words, or by the filter that means it exactly.</summary>
/// <param name="Kind">class, standard, method, permit or parameter.</param>
public sealed record Suggestion(string Kind, string Value, Bilingual Label, string Url);

/// <summary>Completes what a reader types from the names that the catalogue ships; what begins with it goes before what contains it.</summary>
internal sealed class SuggestTerms
{
    public const int Most = 8;

    /// <summary>What is no longer in force comes after all that is, however well it fits.</summary>
    private const int AfterAll = 100;

    private readonly List<Entry> entries;

    public SuggestTerms(SearchVocabulary vocabulary)
    {
        var catalogue = vocabulary.Catalogue;
        entries =
        [
            .. catalogue.Families.Select(f => Of("class", f.Code, f.Name, "class", 0, f.Code)),
            .. catalogue.Classes.Select(c => Of("class", c.Code, c.Name, "class", 1, c.Code)),
            .. catalogue.Standards.Select(s => Of("standard", s.Id, Titled(s), "standard", Lapsed(s) ? AfterAll : 2, s.Designation, s.Title.Zh, s.Title.En)),
            .. catalogue.Methods.Select(m => Of("method", m.Id, Titled(m), "method", Lapsed(m) ? AfterAll : 3, m.Designation, m.Title.Zh, m.Title.En)),
            .. catalogue.Permits.Select(p => Of("permit", p.Code, p.Name, "permit", 2, p.Code)),
            .. catalogue.Methods.SelectMany(m => m.Parameters).Select(p => p.Name).Distinct()
                .Select(name => Of("parameter", name.In(Language.Zh), name, "q", 4)),
        ];
    }

    public IReadOnlyList<Suggestion> Run(string text)
    {
        var asked = Synonyms.Form(text);
        if (asked.Length == 0) return [];
        var number = MethodNumber.Comparable(text);
        return [.. entries.Select(entry => (entry.Suggestion, Rank: entry.Rank(asked, number))).Where(e => e.Rank < int.MaxValue)
            .OrderBy(e => e.Rank).ThenBy(e => e.Suggestion.Value.Length).ThenBy(e => e.Suggestion.Value, StringComparer.Ordinal)
            .Take(Most).Select(e => e.Suggestion)];
    }

    /// <summary>Name and title; of an edition that is no longer in force also that, so that nobody takes it unawares.</summary>
    private static Bilingual Titled(NormativeDocument document) => new(
        $"{document.FullName.Zh}{(Lapsed(document) ? "（已废止或被代替）" : "")}",
        $"{document.FullName.En}{(Lapsed(document) ? " (no longer in force)" : "")}");

    private static bool Lapsed(NormativeDocument document) => document.Status is not ("published" or "planned" or "draft");

    private static Entry Of(string kind, string value, Bilingual label, string parameter, int order, params string?[] more)
    {
        var url = parameter == "q"
            ? SearchUrl.Page(new SearchRequest { Text = value })
            : SearchUrl.Page(new SearchRequest().With(parameter, [value]));
        var texts = more.Append(label.Zh).Append(label.En).OfType<string>().ToList();
        return new Entry(new Suggestion(kind, value, label, url), order, [.. texts.Select(Synonyms.Form).Distinct()], [.. texts.Take(1).Select(MethodNumber.Comparable)]);
    }

    private sealed record Entry(Suggestion Suggestion, int Order, string[] Texts, string[] Numbers)
    {
        public int Rank(string asked, string number)
        {
            var best = int.MaxValue;
            foreach (var text in Texts)
            {
                var at = text.IndexOf(asked, StringComparison.Ordinal);
                if (at >= 0) best = Math.Min(best, at == 0 ? Order : text[at - 1] == ' ' || Synonyms.IsCjk(asked[0]) ? 10 + Order : 20 + Order);
            }

            foreach (var text in Numbers)
                if (text.StartsWith(number, StringComparison.Ordinal)) best = Math.Min(best, Order);
            return best;
        }
    }
}
