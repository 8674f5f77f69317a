using System.Text.Json.Serialization;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery;

/// <summary>The verdict from <paramref name="From"/> to <paramref name="Until"/> (inclusive; null = for ever).</summary>
public sealed record VerdictSpan(DateOnly From, DateOnly? Until, Verdict Verdict, Basis Basis);

/// <summary>
/// One certificate a listing rests on, or one claim of its own (self_declaration, peer_review), as search sees it.
/// It is active from <paramref name="ActiveFrom"/> to <paramref name="ActiveUntil"/> (inclusive; null = no end).
/// </summary>
public sealed record ClaimRow(
    string? Certificate, string? Number, string? StandardId, string? Permit, string EvidenceType,
    IReadOnlyList<string> Marks, string? Accreditor, Verification Verification, DateOnly? CheckedOn,
    DateOnly ActiveFrom, DateOnly? ActiveUntil, EvidenceStatus StatusAfter)
{
    public bool IsActiveOn(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || ActiveUntil >= day);

    /// <summary>Evidence types whose claims count only where they are asked for by name.</summary>
    public static IReadOnlyList<string> OnRequest { get; } = ["self_declaration", "peer_review"];

    public static bool CountsOnlyOnRequest(string evidenceType) => OnRequest.Contains(evidenceType);
}

/// <summary>
/// A row of the listing that an active scope line of one of its certificates covers, from and until the days of that certificate.
/// <paramref name="Method"/> is the number without edition in comparison form (see MethodNumber); texts are in comparison form too.
/// </summary>
public sealed record CoveredRow(
    string Method, string? Edition, string? LineEdition, string Parameter, string Object, bool Flexible,
    DateOnly ActiveFrom, DateOnly? ActiveUntil)
{
    public bool IsActiveOn(DateOnly day) => ActiveFrom <= day && (ActiveUntil is null || ActiveUntil >= day);

    /// <summary>
    /// Whether it covers the method in this edition (null = any). What counts is the edition the scope line is accredited for,
    /// the listing's own where the line names none; a flexible line covers every edition.
    /// </summary>
    public bool Covers(string method, string? edition) =>
        Method == method && (edition is null || Flexible || (LineEdition ?? Edition) == edition);
}

/// <summary>Price as search compares it. <paramref name="Form"/>: fixed, per_unit, range or on_request.</summary>
public sealed record ListedPrice(string Model, string Form, long? Min, long? Max, string? Currency, string? Unit)
{
    /// <summary>Where it begins, by which it is ordered; a price with one end begins and ends there.</summary>
    [JsonIgnore] public long? From => Min ?? Max;

    [JsonIgnore] public long? To => Max ?? Min;
}

/// <summary>
/// Everything discovery knows about a published listing. It holds for every day: what depends on the day is given as spans,
/// so that an expiry changes results without a write.
/// </summary>
public sealed record SearchDocument
{
    public required ListingId Id { get; init; }
    /// <summary>Log position this was derived at; an older one never replaces a newer one.</summary>
    public required long Position { get; init; }
    /// <summary>The listing document's version.</summary>
    public required long ListingVersion { get; init; }
    public required Bilingual Title { get; init; }
    public required Bilingual Summary { get; init; }
    public required ProviderId Provider { get; init; }
    public required Bilingual ProviderName { get; init; }
    /// <summary>The region shown with the provider: that of its first site offered from.</summary>
    public required string Region { get; init; }
    public required string Class { get; init; }
    public required int Edition { get; init; }
    /// <summary>Further searchable words: keywords, class names, scope lines' methods, parameters and objects.</summary>
    public required IReadOnlyList<string> Keywords { get; init; }
    public required IReadOnlyList<string> ScopeWords { get; init; }
    public required IReadOnlyList<VerdictSpan> Spans { get; init; }
    public required IReadOnlyList<ClaimRow> Claims { get; init; }
    public required IReadOnlyList<CoveredRow> Covered { get; init; }
    /// <summary>
    /// Values that do not depend on the day, by facet name: class (family and class), region (site codes, their countries, abroad),
    /// serves, providerSize, language, days and price (bands), f.{key}.
    /// </summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Terms { get; init; }
    public required ListedPrice? Price { get; init; }
    /// <summary>Typical working days.</summary>
    public required int? Days { get; init; }
    /// <summary>Last day on which it is listed.</summary>
    public required DateOnly? ListedUntil { get; init; }
    public required DateTimeOffset PublishedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The verdict of the day; null where no span covers it.</summary>
    public VerdictSpan? SpanOn(DateOnly day)
    {
        foreach (var span in Spans)
            if (span.From <= day && (span.Until is null || span.Until >= day)) return span;
        return null;
    }

    /// <summary>Listed on days that a span covers, up to <see cref="ListedUntil"/>.</summary>
    public bool IsListedOn(DateOnly day) => (ListedUntil is null || ListedUntil >= day) && SpanOn(day) is not null;
}
