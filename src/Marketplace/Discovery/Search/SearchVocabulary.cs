using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>The values that filters take and what they are called, all of it from the shipped catalogue.</summary>
internal sealed partial class SearchVocabulary
{
    public const string Abroad = "abroad";

    /// <summary>Not a filter: the number of a method in comparison form, as its body writes it.</summary>
    public const string MethodNumberLabel = "method number";

    /// <summary>Facets that exist under another name, which says what they are for every class.</summary>
    private static readonly FrozenSet<string> renamed =
        new[] { "languages", "turnaround", "price", "service_area", "accreditation_body" }.ToFrozenSet();

    private static readonly string[] evidenceOnRequest = ["self_declaration", "peer_review"];

    private readonly Catalogue catalogue;
    private readonly FrozenDictionary<string, IReadOnlyList<Question>> facets;
    private readonly FrozenDictionary<string, FrozenSet<string>> facetsOfClass;
    private readonly FrozenSet<string> evidenceTypes;
    private readonly Bands days;
    private readonly Bands prices;
    private readonly QuestionColumn evidenceType;
    private readonly ConcurrentDictionary<(string Name, string Value), Bilingual> labels = new();

    public SearchVocabulary(Catalogue catalogue)
    {
        this.catalogue = catalogue;
        var specifications = catalogue.Classes.Select(c => catalogue.Specification(c.Code)!).ToList();
        facets = specifications.SelectMany(s => s.Questions).Where(q => q.Facet is not null && !renamed.Contains(q.Key))
            .Distinct().GroupBy(q => q.Key).ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<Question>)[.. g.DistinctBy(q => q.Scope)]);
        facetsOfClass = specifications.ToFrozenDictionary(
            s => s.Class.Code, s => s.Questions.Where(q => facets.ContainsKey(q.Key)).Select(q => q.Key).ToFrozenSet());
        evidenceTypes = catalogue.EvidenceTypes.Concat(evidenceOnRequest).ToFrozenSet();
        var common = specifications[0];
        days = common.Question("turnaround")!.Bands!;
        prices = common.Question("price")!.Bands!;
        evidenceType = common.Question("conformity_claims")!.Columns.First(c => c.Key == "evidence_type");
    }

    public Catalogue Catalogue => catalogue;

    public Bands Days => days;

    public Bands Prices => prices;

    public IEnumerable<string> FacetKeys => facets.Keys.Order(StringComparer.Ordinal);

    /// <summary>The values a facet's filter takes; null where they are free.</summary>
    public IReadOnlyList<string>? ValuesOf(string key)
    {
        var values = new List<string>();
        foreach (var question in facets[key])
        {
            switch (question.Facet)
            {
                case FacetKind.Boolean: values.AddRange(["true", "false"]); break;
                case FacetKind.Range: values.AddRange(question.Bands!.All.Select(b => b.Value)); break;
                default:
                    if (question.EnumValues is not { } listed) return null;
                    values.AddRange(listed.Select(v => v.Value));
                    break;
            }
        }

        return [.. values.Distinct()];
    }

    public bool Knows(string name) =>
        !name.StartsWith(SearchParameters.FacetPrefix, StringComparison.Ordinal) || facets.ContainsKey(KeyOf(name));

    /// <summary>Whether the filter takes the value. Where the catalogue fixes the values it must be one of them.</summary>
    public bool Accepts(string name, string value) => name switch
    {
        "class" => catalogue.Class(value) is not null || catalogue.Family(value) is not null,
        "standard" => catalogue.Document(value) is not null,
        "permit" => catalogue.Permit(value) is not null,
        "evidence" => evidenceTypes.Contains(value),
        "mark" => catalogue.Marks.Contains(value),
        "method" or "accreditor" => IsText(value),
        "region" => value == Abroad || RegionCode().IsMatch(value),
        "serves" => RegionCode().IsMatch(value),
        "providerSize" or "verdict" or "basis" => Fixed.Labels.ContainsKey((name, value)),
        "language" => LanguageCode().IsMatch(value),
        "days" => days.Parse(value) is not null,
        "price" => value == Bands.None || prices.Parse(value) is not null,
        _ => facets[KeyOf(name)].Any(q => Accepts(q, value)),
    };

    /// <summary>What the filter is called.</summary>
    public Bilingual NameOf(string name) =>
        Fixed.Names.TryGetValue(name, out var known) ? known
        : facets.TryGetValue(KeyOf(name), out var questions) ? questions[0].Label : Bilingual.Same(name);

    /// <summary>What a value of the filter is called; a value the catalogue does not name stands for itself.</summary>
    public Bilingual LabelOf(string name, string value) =>
        labels.TryGetValue((name, value), out var known) ? known
        : labels.Count < 20_000 ? labels.GetOrAdd((name, value), key => MakeLabel(key.Name, key.Value))
        : MakeLabel(name, value);

    /// <summary>The natural order of a filter's values; null where they are ordered by how often they occur.</summary>
    public Func<string, int>? OrderOf(string name)
    {
        IReadOnlyList<string>? values = name switch
        {
            "days" => [.. days.All.Select(b => b.Value)],
            "price" => [.. prices.All.Select(b => b.Value)],
            "providerSize" or "verdict" or "basis" => [.. Fixed.Labels.Keys.Where(k => k.Name == name).Select(k => k.Value)],
            _ when facets.TryGetValue(KeyOf(name), out var questions) && questions[0].Facet == FacetKind.Range => [.. questions[0].Bands!.All.Select(b => b.Value)],
            _ => null,
        };
        return values is null ? null : value => IndexOf(values, value);
    }

    private static int IndexOf(IReadOnlyList<string> values, string value)
    {
        for (var i = 0; i < values.Count; i++)
            if (values[i] == value) return i;
        return int.MaxValue;
    }

    /// <summary>Keys of the facets that every chosen class has; none while no class is chosen.</summary>
    public IEnumerable<string> FacetsOf(IReadOnlyList<string> chosen)
    {
        if (chosen.Count == 0) return [];
        HashSet<string>? shared = null;
        foreach (var code in chosen.SelectMany(c => catalogue.Family(c)?.Classes ?? [c]))
        {
            if (shared is null) shared = [.. facetsOfClass[code]];
            else shared.IntersectWith(facetsOfClass[code]);
        }

        return shared!.Order(StringComparer.Ordinal);
    }

    private Bilingual MakeLabel(string name, string value) => name switch
    {
        "class" => catalogue.NameOf(value),
        "standard" => catalogue.Document(value)?.Name ?? Bilingual.Same(value),
        "method" => (catalogue.Method(value) ?? catalogue.Document(value))?.Name ?? Bilingual.Same(value),
        MethodNumberLabel => Bilingual.Same(catalogue.FindMethod(value).Candidates is [var known, ..] ? known.Number : value),
        "permit" => catalogue.Permit(value)?.Name ?? Bilingual.Same(value),
        "evidence" => evidenceType.LabelOf(value),
        "region" or "serves" => value == Abroad ? Fixed.AbroadName : Regions.NameOf(value),
        "language" => LanguageName(value),
        "days" => BandLabels.Days(days.Parse(value), value),
        "price" => value == Bands.None ? Fixed.Unpriced : BandLabels.Of(prices.Parse(value), value, null),
        _ when Fixed.Labels.TryGetValue((name, value), out var known) => known,
        _ when facets.TryGetValue(KeyOf(name), out var questions) => FacetLabel(questions, value),
        _ => Bilingual.Same(value),
    };

    private static Bilingual FacetLabel(IReadOnlyList<Question> questions, string value)
    {
        var question = questions.FirstOrDefault(q => Accepts(q, value)) ?? questions[0];
        return question.Facet switch
        {
            FacetKind.Boolean => value == "true" ? Fixed.Yes : Fixed.No,
            FacetKind.Range => BandLabels.Of(question.Bands!.Parse(value), value, question.Unit),
            _ when question.EnumValues is null && LanguageCode().IsMatch(value) => LanguageName(value),
            _ when question.EnumValues is null && RegionCode().IsMatch(value) => Regions.NameOf(value),
            _ => question.LabelOf(value),
        };
    }

    private static bool Accepts(Question question, string value) => question.Facet switch
    {
        FacetKind.Boolean => value is "true" or "false",
        FacetKind.Range => question.Bands!.Parse(value) is not null,
        _ => question.EnumValues is { } values ? values.Any(v => v.Value == value) : IsText(value),
    };

    private static bool IsText(string value) => !string.IsNullOrWhiteSpace(value) && CleanText.Check(value, "", 200) is null;

    private static Bilingual LanguageName(string tag) => LanguageTags.Find(tag) ?? Bilingual.Same(tag);

    private static string KeyOf(string name) => name.StartsWith(SearchParameters.FacetPrefix, StringComparison.Ordinal) ? name[2..] : name;

    [GeneratedRegex(@"^[A-Z]{2}(-[A-Z0-9]{1,3})?\z")]
    private static partial Regex RegionCode();

    [GeneratedRegex(@"^[a-z]{2,3}\z")]
    private static partial Regex LanguageCode();
}
