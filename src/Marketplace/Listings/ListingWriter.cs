using System.Diagnostics;
using Marketplace.Accreditation;
using Marketplace.Api;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings;

/// <summary>Commits one new state of a listing with its event, and says how what was written stands today.</summary>
internal sealed class ListingWriter(IStore store, ICertificates certificates, ListingConformity conformity, MarketClock clock)
{
    /// <param name="readAt">The version that the listing was read at; 0 for a new one.</param>
    public async Task<Outcome<ListingWritten>> Commit(
        Listing listing, long readAt, MarketEvent happened, ApiCommand? command, CancellationToken cancel)
    {
        using var activity = ListingsTelemetry.Source.StartActivity(happened.GetType().Name);
        activity?.SetTag("listing", listing.Id.Value);

        var judgement = await Judge(listing.Editable, cancel);
        var version = readAt + 1;
        var saved = new SavedListing(listing.Id, version, listing.Status,
            judgement.Result.Overall, judgement.Result.Basis, judgement.Result.Requirements);
        var kept = readAt == 0
            ? command?.Answering(saved, 201, version, $"/api/v1/listings/{listing.Id}")
            : command?.Answering(saved, 200, version);
        var committed = await store.Commit(
            new Changes([StoredAs<Listing>.Write(listing.Id.Value, listing, readAt)], [happened], listing.SavedAt, kept), cancel);
        if (!committed.Is(out var done, out var refusal)) return refusal;

        if (done.Repeated is null) ListingsTelemetry.Saves.Add(1, new TagList { { "event", happened.GetType().Name } });
        return new ListingWritten(saved, done.Repeated);
    }

    public async Task<Judgement> Judge(ListingContent content, CancellationToken cancel) =>
        conformity.Judge(content, (await certificates.Find([.. content.Certificates], cancel)).Select(it => it.Value), clock.Today);
}
