using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Listings.Show;

/// <summary>Shows a listing as it stands today, or as it stood on a day: content, certificates and verdict of that day.</summary>
internal sealed class ShowListing(
    IListings listings, ICertificates certificates, IProviders providers, ListingConformity conformity, MarketClock clock)
{
    public async Task<Outcome<ListingView>> Run(Actor actor, ListingId id, DateOnly? on = null, CancellationToken cancel = default)
    {
        var today = clock.Today;
        var day = on ?? today;
        var past = day < today;
        var document = past ? await listings.AsOf(id, clock.EndOf(day), cancel) : await listings.Find(id, cancel);
        if (document is null) return Refusal.NotFound();

        var mayEdit = actor.MayEdit(document.Value.Provider);
        if ((document.Value.Published ?? (actor.MaySee(document.Value.Provider) ? document.Value.Draft : null)) is not { } content) return Refusal.NotFound();
        var view = await View(document, content, day, past, mayEdit, cancel);
        // Of a suspended provider nothing is there, whatever the day that is asked for.
        if (view.Provider.Suspension is not null && !actor.MaySee(view.Provider.Id)) return Refusal.NotFound();
        return view with { IsAnotherDay = day != today };
    }

    /// <summary>The draft that stands beside what is published (or alone), for those who may edit it.</summary>
    public async Task<Outcome<ListingView>> Draft(Actor actor, ListingId id, CancellationToken cancel = default)
    {
        if (await listings.Find(id, cancel) is not { } document || !actor.MayEdit(document.Value.Provider)) return Refusal.NotFound();
        return await View(document, document.Value.Editable, clock.Today, past: false, mayEdit: true, cancel);
    }

    private async Task<ListingView> View(
        Document<Listing> document, ListingContent content, DateOnly day, bool past, bool mayEdit, CancellationToken cancel)
    {
        var listing = document.Value;
        var provider = await providers.Find(listing.Provider, cancel)
            ?? throw new InvalidOperationException($"{listing.Id} names provider {listing.Provider}, which does not exist.");
        var rests = past ? await AsOf(content, day, cancel) : await certificates.Find([.. content.Certificates], cancel);
        var isLive = ReferenceEquals(content, listing.Published) && listing.PublishedAt is not null;
        var (judgement, lapse) = conformity.Judge(document, content, rests, day, isLive ? clock.DayOf(listing.PublishedAt!.Value) : null);
        return new ListingView
        {
            Document = document, Content = content, Provider = provider.Value, Specification = conformity.Specification(content),
            Certificates = [.. content.Certificates.Select(id => rests.FirstOrDefault(it => it.Value.Id == id)).OfType<Document<Certificate>>()],
            Judgement = judgement, Lapse = lapse, Day = day, IsAnotherDay = false, MayEdit = mayEdit,
        };
    }

    private async Task<IReadOnlyList<Document<Certificate>>> AsOf(ListingContent content, DateOnly day, CancellationToken cancel)
    {
        var found = new List<Document<Certificate>>();
        foreach (var id in content.Certificates)
            if (await certificates.AsOf(id, clock.EndOf(day), cancel) is { } certificate) found.Add(certificate);
        return found;
    }
}
