using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

public enum ListingStatus { Draft, Published, Withdrawn }

/// <summary>What a provider writes: the answers, the certificates the listing rests on and the sites it is offered from.</summary>
/// <param name="Class">Code of the class, whose specification's <paramref name="Edition"/> the answers follow.</param>
public sealed record ListingContent(
    string Class, int Edition, Answers Answers,
    IReadOnlyList<CertificateId> Certificates, IReadOnlyList<string> Sites);

/// <summary>
/// A listing. While <see cref="Published"/> is set it is what the public sees; <see cref="Draft"/> stands beside it until it is published in turn.
/// Every save is a version of the document, and earlier versions stay readable.
/// </summary>
[StoredAs("listings")]
public sealed record Listing
{
    public required ListingId Id { get; init; }
    public required ProviderId Provider { get; init; }
    public required ListingStatus Status { get; init; }
    public ListingContent? Draft { get; init; }
    public ListingContent? Published { get; init; }
    public DateTimeOffset? FirstPublishedAt { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public DateTimeOffset? WithdrawnAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>What the owner edits: the draft where there is one.</summary>
    public ListingContent Editable => Draft ?? Published ?? throw new InvalidOperationException($"{Id} has no content.");
}

public sealed record ListingDrafted(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}

public sealed record ListingPublished(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}

public sealed record ListingWithdrawn(ListingId Listing, ProviderId Provider) : MarketEvent
{
    public override string Subject => Listing.Value;
}
