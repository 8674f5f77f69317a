using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>A listing as it can be ordered today, with everything that an order would rest on.</summary>
public sealed record Orderable(
    Document<Listing> Listing, ListingContent Content, Provider Provider, Specification Specification, Judgement Judgement, IReadOnlyList<Document<Certificate>> Certificates)
{
    public Bilingual Title => ListingText.Title(Content);

    public ContractKind Kind => ContractFacts.KindOf(Judgement.Answers["cn_contract_type"] is { ValueKind: System.Text.Json.JsonValueKind.String } kind ? kind.GetString() : null);
}

/// <summary>Opens listings to whoever wants to buy. What is not before the public is absent; what is, but cannot be had, says why.</summary>
internal sealed class OrderableListings(IListings listings, IProviders providers, ICertificates certificates, ListingConformity conformity, MarketClock clock)
{
    public async Task<Outcome<Orderable>> Open(Actor actor, ListingId id, CancellationToken cancel)
    {
        if (await listings.Find(id, cancel) is not { Value.Published: { } content } found) return Refusal.NotFound();
        if (await providers.Find(found.Value.Provider, cancel) is not { Value: { Suspension: null } provider }) return Refusal.NotFound();
        if (found.Value.Status != ListingStatus.Published)
            return Refusal.Because(RefusalKind.Conflict, "listing_withdrawn", "该服务已下架，不能再下单。", "The listing was withdrawn and can no longer be ordered.", "listing");
        if (ListingView.ListedUntilOf(content) < clock.Today)
            return Refusal.Because(RefusalKind.Conflict, "listing_over", "该服务的发布期已过，不能再下单。", "The listing's time is over; it can no longer be ordered.", "listing");
        if (!Parties.Buys(actor)) return Refusal.Forbidden();
        if (actor.For!.Providers.Contains(provider.Id))
            return Refusal.Because(RefusalKind.Conflict, "own_listing", "不能向本机构自己下单。", "An organisation cannot order from itself.", "listing");

        var rests = await certificates.Find([.. content.Certificates], cancel);
        return new Orderable(found, content, provider, conformity.Specification(content), conformity.Judge(content, rests.Select(it => it.Value), clock.Today), rests);
    }
}
