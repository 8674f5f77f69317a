using Marketplace.Discovery;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>Documents and queries for tests of the index: each test says only what it is about.</summary>
internal static class Indexed
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly DateTimeOffset Published = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    public static IndexQuery All { get; } = new() { Day = Today, Claims = ClaimFilter.None };

    public static SearchDocument Listing(int number, long position = 1) => new()
    {
        Id = Id(number),
        Position = position,
        ListingVersion = 1,
        Title = new Bilingual($"第{number}项服务", $"Service number {number}"),
        Summary = new Bilingual(null, null),
        Provider = new ProviderId("prv_01KAT0000000000000000000AA"),
        ProviderName = new Bilingual("示范机构DEMO", "Demonstration DEMO"),
        Region = "CN-GD",
        Class = "TC.01",
        Edition = 1,
        Keywords = [],
        ScopeWords = [],
        Spans = [new VerdictSpan(Today.AddYears(-1), null, Verdict.Met, Basis.OwnWord)],
        Claims = [],
        Covered = [],
        Terms = new Dictionary<string, IReadOnlyList<string>>(),
        Price = null,
        Days = null,
        ListedUntil = null,
        PublishedAt = Published.AddMinutes(number),
        UpdatedAt = Published,
    };

    public static ListingId Id(int number) => new($"lst_01KAT00000000000000000{number:D4}");

    public static SearchDocument With(this SearchDocument document, string name, params string[] values) =>
        document with { Terms = new Dictionary<string, IReadOnlyList<string>>(document.Terms) { [name] = values } };

    public static SearchDocument Titled(this SearchDocument document, string? zh, string? en) => document with { Title = new Bilingual(zh, en) };

    public static SearchDocument Claiming(this SearchDocument document, params ClaimRow[] claims) => document with { Claims = claims };

    public static SearchDocument Covering(this SearchDocument document, params CoveredRow[] rows) => document with { Covered = rows };

    public static SearchDocument Priced(this SearchDocument document, long? min, long? max, string? currency = "CNY") =>
        document with { Price = new ListedPrice("m", "range", min, max, currency, null) };

    public static ClaimRow Claim(string? standard, string type = "accreditation", string[]? marks = null, string? accreditor = null, string? permit = null,
        DateOnly? from = null, DateOnly? until = null) =>
        new("crt_01KAT0000000000000000000AA", "DEMO-1", standard, permit, type, marks ?? [], accreditor, Verification.Declared, null,
            from ?? Today.AddYears(-1), until, EvidenceStatus.Expired);

    public static CoveredRow Row(string method, string? edition = null, string? lineEdition = null, bool flexible = false, DateOnly? until = null) =>
        new(method, edition, lineEdition, "", "", flexible, Today.AddYears(-1), until);

    public static IndexQuery Where(this IndexQuery query, string name, params string[] values) =>
        query with { Terms = new Dictionary<string, IReadOnlyList<string>>(query.Terms) { [name] = values } };

    public static IndexQuery Saying(this IndexQuery query, params string[] clauses) =>
        query with { Text = new TextQuery([.. clauses.Select(clause => (IReadOnlyList<string>)clause.Split('|'))]) };

    public static string Numbers(this IndexAnswer answer) => string.Join(' ', answer.Hits.Select(hit => Number(hit.Document)));

    public static int Number(SearchDocument document) => int.Parse(document.Id.Value[^4..]);

    public static string Counts(this IndexAnswer answer, string facet) =>
        string.Join(' ', answer.Facets[facet].Select(count => $"{count.Value}:{count.Count}"));
}
