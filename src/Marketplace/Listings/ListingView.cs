using System.Globalization;
using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;

namespace Marketplace.Listings;

/// <summary>A listing as it stood on a day, with the certificates of that day and the verdict they make.</summary>
public sealed record ListingView
{
    public required Document<Listing> Document { get; init; }
    public required ListingContent Content { get; init; }
    public required Provider Provider { get; init; }
    public required Specification Specification { get; init; }
    public required IReadOnlyList<Document<Certificate>> Certificates { get; init; }
    public required Judgement Judgement { get; init; }
    /// <summary>Of a published listing that no longer conforms.</summary>
    public required Lapse? Lapse { get; init; }
    public required DateOnly Day { get; init; }
    /// <summary>Not today, but a day that was asked for.</summary>
    public required bool IsAnotherDay { get; init; }
    public required bool MayEdit { get; init; }

    public Listing Listing => Document.Value;

    /// <summary>What is shown has never been published.</summary>
    public bool IsDraft => Listing.Published is null;

    public ListingStatus Status => Listing.Status;

    public IEnumerable<Site> Sites => Provider.Sites.Where(site => Content.Sites.Contains(site.Id));

    /// <summary>The last day on which it is listed, as the provider set it.</summary>
    public DateOnly? ListedUntil => ListedUntilOf(Content);

    public bool IsPastListing => ListedUntil < Day;

    /// <summary>Where a listing says until when it is listed.</summary>
    public static DateOnly? ListedUntilOf(ListingContent content) =>
        content.Answers[ListingContent.ValidUntil] is { ValueKind: JsonValueKind.String } until
        && DateOnly.TryParseExact(until.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
