using Marketplace.Accreditation;
using Marketplace.Discovery.Search;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Indexing;

/// <summary>Derives what search knows of a published listing. It holds for every day, so nothing has to be written when a certificate runs out.</summary>
internal sealed class ProjectListing(SearchVocabulary vocabulary)
{
    private const int MostScopeWords = 3000;

    private readonly Catalogue catalogue = vocabulary.Catalogue;
    private readonly FacetTerms terms = new(vocabulary);

    /// <param name="certificates">At least those that the published content names.</param>
    /// <param name="position">The log position up to which the state was read.</param>
    public SearchDocument Run(Document<Listing> listing, Provider provider, IEnumerable<Certificate> certificates, long position)
    {
        var content = listing.Value.Published ?? throw new ArgumentException($"{listing.Value.Id} is not published.", nameof(listing));
        var specification = catalogue.Specification(content.Class, content.Edition)
            ?? throw new InvalidOperationException($"There is no edition {content.Edition} of the specification of {content.Class}.");
        var rests = certificates.Where(c => content.Certificates.Contains(c.Id)).OrderBy(c => c.Number, StringComparer.Ordinal).ToList();
        var (answers, _) = CertificateFill.Apply(specification, catalogue.CertificateFields, content.Answers, [.. rests.Select(c => c.ToEvidence())]);
        content = content with { Answers = answers };
        var price = PriceOf(specification, answers);
        var days = answers.Number("turnaround") is { } turnaround ? (int)Math.Ceiling(turnaround) : (int?)null;
        return new SearchDocument
        {
            Id = listing.Value.Id,
            Position = position,
            ListingVersion = listing.Version,
            Title = answers.Localized("title"),
            Summary = answers.Localized("summary"),
            Provider = provider.Id,
            ProviderName = provider.Name,
            Region = FacetTerms.SitesOf(content, provider) is [var first, ..] ? first.Region : provider.Country,
            Class = content.Class,
            Edition = content.Edition,
            Keywords = Keywords(content.Class, answers, rests),
            ScopeWords = ScopeWords(answers),
            Spans = VerdictSpans.Of(specification, content, rests),
            Claims = [.. ClaimRows.Of(answers, rests)],
            Covered = CoveredRows.Of(specification, answers, rests),
            Terms = terms.Of(content, specification, provider, price, days),
            Price = price,
            Days = days,
            ListedUntil = answers.Date(ListingContent.ValidUntil),
            PublishedAt = listing.Value.FirstPublishedAt ?? listing.Value.PublishedAt ?? listing.Value.SavedAt,
            UpdatedAt = listing.Value.PublishedAt ?? listing.Value.SavedAt,
        };
    }

    private static ListedPrice? PriceOf(Specification specification, Answers answers)
    {
        if (answers.Text("price_model") is not { } model) return null;
        var form = specification.Question("price_model")?.EnumValues?.FirstOrDefault(v => v.Value == model)?.Form ?? "on_request";
        var (from, to) = (answers.Money("price"), answers.Money("price_to"));
        var max = to is { } end && end.Currency == from?.Currency ? end.Amount : (long?)null;
        return new ListedPrice(model, form, from?.Amount, max, from?.Currency, answers.Text("price_basis") ?? UnitOf(model));
    }

    /// <summary>What a price model counts, where the model itself says so.</summary>
    private static string? UnitOf(string model) => model switch { "per_hour" => "hour", "per_day" => "day", _ => null };

    private List<string> Keywords(string @class, Answers answers, List<Certificate> certificates)
    {
        var words = new List<string>(answers.Texts("keywords"));
        Add(words, catalogue.Class(@class)?.Name);
        Add(words, catalogue.Family(catalogue.Class(@class)!.Family)?.Name);
        foreach (var certificate in certificates)
        {
            words.Add(certificate.Number);
            if (certificate.StandardId is { } id && catalogue.Document(id) is { } document) words.Add(document.Designation);
            if (certificate.Permit is { } permit) Add(words, catalogue.Permit(permit)?.Name);
        }

        return words;
    }

    private static List<string> ScopeWords(Answers answers)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in ScopeMatch.Lists)
        {
            foreach (var row in answers.Rows(list))
            {
                foreach (var column in row.EnumerateObject())
                {
                    if (words.Count >= MostScopeWords) return [.. words];
                    if (column.Name is not ("unit" or "limitation" or "method_edition") && row.Text(column.Name) is { } text) words.Add(text);
                }
            }
        }

        return [.. words];
    }

    private static void Add(List<string> words, Bilingual? name)
    {
        if (name?.Zh is { } zh) words.Add(zh);
        if (name?.En is { } en && en != name.Zh) words.Add(en);
    }
}
