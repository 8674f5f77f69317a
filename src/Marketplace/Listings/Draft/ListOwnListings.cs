using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Draft;

/// <summary>A listing in its owner's list: how what the public sees stands today, and how the draft beside it does.</summary>
/// <param name="Judgement">Of what is published, else of the draft.</param>
internal sealed record OwnListingLine(Document<Listing> Document, Judgement Judgement, Lapse? Lapse, DateOnly? ListedUntil, DateOnly? NextExpiry);

/// <summary>Lists a provider's listings, drafts included, for those who may edit them.</summary>
internal sealed class ListOwnListings(IListings listings, ICertificates certificates, IProviders providers, ListingConformity conformity, MarketClock clock)
{
    public async Task<Outcome<List<OwnListingLine>>> Run(Actor actor, ProviderId provider, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (!actor.MaySee(provider)) return Refusal.Forbidden();
        var own = await certificates.OfProvider(provider, cancel);
        return (await listings.OfProvider(provider, actor.Scope, cancel)).Select(document => Line(document, own)).ToList();
    }

    private OwnListingLine Line(Document<Listing> document, IReadOnlyList<Document<Certificate>> own)
    {
        var listing = document.Value;
        var content = listing.Published ?? listing.Editable;
        IReadOnlyList<Document<Certificate>> rests = [.. own.Where(it => content.Certificates.Contains(it.Value.Id))];
        DateOnly? published = listing is { Published: not null, PublishedAt: { } at } ? clock.DayOf(at) : null;
        var (judgement, lapse) = conformity.Judge(document, content, rests, clock.Today, published);
        var expiry = rests.Select(it => it.Value.ValidUntil).Where(until => until >= clock.Today).Min();
        return new OwnListingLine(document, judgement, lapse, ListingView.ListedUntilOf(content), expiry);
    }
}
