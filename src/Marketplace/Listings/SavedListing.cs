using System.Text.Json;
using Marketplace.Api;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>What a write answers: the listing's new version and how what was written stands today.</summary>
public sealed record SavedListing(
    ListingId Id, long Version, ListingStatus Status, Verdict Verdict, Basis Basis, IReadOnlyList<RequirementVerdict> Requirements);

/// <summary>A write that was made now, or, with <paramref name="Repeated"/>, one whose stored answer is to be given again.</summary>
public sealed record ListingWritten(SavedListing Listing, string? Repeated)
{
    /// <summary>The listing that stands, which a repetition made the first time.</summary>
    public ListingId Id => Repeated is null ? Listing.Id : ApiAnswer.Read(Repeated).Body.GetProperty("id").Deserialize<ListingId>(MarketJson.Options);
}
