using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Draft;

/// <summary>Starts a listing as a draft that only its provider sees.</summary>
internal sealed class DraftListing(IProviders providers, Catalogue catalogue, ContentRules rules, ListingWriter writer, MarketClock clock)
{
    public async Task<Outcome<ListingWritten>> Run(Actor actor, NewListing asked, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!actor.IsSomebody) return Refusal.Forbidden();
        if (await providers.Find(asked.Provider, cancel) is not { Value: var provider })
            return Refusal.Because(RefusalKind.Invalid, "unknown_provider", "没有这个服务方。", "There is no such provider.", "provider");
        if (!actor.MayEdit(provider.Id)) return actor.NotEditing(provider.Id);
        if (catalogue.Specification(asked.Class) is not { } specification)
            return Refusal.Because(RefusalKind.Invalid, "unknown_class", "没有这个服务类别。", "There is no such class.", "class");

        var change = new ContentChange(asked.Answers ?? Answers.Empty, null, asked.Certificates, asked.Sites);
        var applied = await rules.Apply(actor, provider, ContentRules.Blank(provider, specification), change, cancel);
        if (!applied.Is(out var content, out var refusal)) return refusal;

        var listing = Listing.Start(provider.Id, content, clock.Now);
        return await writer.Commit(listing, 0, new ListingDrafted(listing.Id, provider.Id), command, cancel);
    }
}
