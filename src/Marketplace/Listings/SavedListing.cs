using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>What a write answers: the listing's new version and how what was written stands today.</summary>
public sealed record SavedListing(
    ListingId Id, long Version, ListingStatus Status, Verdict Verdict, Basis Basis, IReadOnlyList<RequirementVerdict> Requirements);

/// <summary>A write that was made now, or, with <paramref name="Repeated"/>, one whose stored answer is to be given again.</summary>
public sealed record ListingWritten(SavedListing Listing, string? Repeated);
