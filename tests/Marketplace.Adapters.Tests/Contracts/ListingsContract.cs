using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Rigs.Identity;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Contracts;

public abstract class ListingsContract(Records records) : IDisposable
{
    private readonly IListings listings = records.Listings;

    public void Dispose()
    {
        records.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Of_several_ids_those_that_exist_are_found()
    {
        var listing = await Saved(Given.Listing());

        Assert.Equal(listing.Id, Assert.Single(await listings.Find([ListingId.New(Given.Noon), listing.Id])).Value.Id);
        Assert.Null(await listings.Find(ListingId.New(Given.Noon)));
    }

    [Fact]
    public async Task A_providers_listings_come_newest_save_first_drafts_included()
    {
        var provider = ProviderId.New(Given.Noon);
        var first = await Saved(Given.Listing(provider), Given.Noon);
        var second = await Saved(Given.Listing(provider), Given.Noon.AddHours(1));
        await Saved(Given.Listing(), Given.Noon);
        await records.Store.Commit(Given.Save(first.Published(Given.Noon.AddHours(2)), 1, Given.Noon.AddHours(2)));

        Assert.Equal([first.Id, second.Id], (await listings.OfProvider(provider, Acting.Operator.Scope)).Select(it => it.Value.Id));
    }

    [Fact]
    public async Task Whom_a_providers_scope_does_not_cover_sees_of_its_listings_what_was_published_and_no_draft()
    {
        var provider = ProviderId.New(Given.Noon);
        await Saved(Given.Listing(provider));
        var published = await Saved(Given.Listing(provider) with { Published = Given.Content("published"), Draft = Given.Content("not yet for everybody") });

        Assert.Equal(2, (await listings.OfProvider(provider, Acting.EditorOf(provider).Scope)).Count);
        foreach (var scope in new[] { TenantScope.Nobody, Acting.EditorOf(ProviderId.New(Given.Noon)).Scope })
        {
            var seen = Assert.Single(await listings.OfProvider(provider, scope)).Value;
            Assert.Equal((published.Id, null), (seen.Id, seen.Draft));
        }
    }

    [Fact]
    public async Task A_certificate_tells_which_listings_rest_on_it_now()
    {
        var (certificate, other) = (CertificateId.New(Given.Noon), CertificateId.New(Given.Noon));
        var inDraft = await Saved(Given.Listing() with { Draft = Given.Content("draft", certificate) });
        var inBoth = await Saved(Given.Listing() with { Draft = Given.Content("draft", certificate, other), Published = Given.Content("published", certificate) });
        var noMore = await Saved(Given.Listing() with { Draft = Given.Content("draft", certificate) });
        await records.Store.Commit(Given.Save(noMore with { Draft = Given.Content("draft") }, 1));
        await Saved(Given.Listing() with { Draft = Given.Content("draft", other) });

        Assert.Equal(
            new[] { inDraft.Id.Value, inBoth.Id.Value }.Order(StringComparer.Ordinal),
            (await listings.RestingOn(certificate)).Select(id => id.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_save_stays_readable_as_its_version()
    {
        var listing = await Saved(Given.Listing(title: "one"));
        await records.Store.Commit(Given.Save(listing with { Draft = Given.Content("two") }, 1, Given.Noon.AddDays(1)));
        await records.Store.Commit(Given.Save(listing with { Draft = Given.Content("three") }, 2, Given.Noon.AddDays(2)));

        Assert.Equal("one", Title(await listings.Version(listing.Id, 1)));
        Assert.Equal("two", Title(await listings.Version(listing.Id, 2)));
        Assert.Equal("three", Title(await listings.Version(listing.Id, 3)));
        Assert.Null(await listings.Version(listing.Id, 4));
        Assert.Equal("two", Title(await listings.AsOf(listing.Id, Given.Noon.AddDays(2))));
        Assert.Equal(2, (await listings.AsOf(listing.Id, Given.Noon.AddDays(2)))!.Version);
        Assert.Null(await listings.AsOf(listing.Id, Given.Noon));
    }

    [Fact]
    public async Task The_list_of_versions_tells_publications_from_drafts()
    {
        var (day1, day2, day3) = (Given.Noon, Given.Noon.AddDays(1).AddTicks(1_234_567), Given.Noon.AddDays(2));
        var listing = await Saved(Given.Listing());
        var published = listing.Published(day2);
        await records.Store.Commit(Given.Save(published, 1, day2));
        await records.Store.Commit(Given.Save(published with { Draft = Given.Content("next"), SavedAt = day3 }, 2, day3));

        Assert.Equal(
            [
                new ListingVersion(1, day1, ListingStatus.Draft),
                new ListingVersion(2, day2, ListingStatus.Published, day2),
                new ListingVersion(3, day3, ListingStatus.Published, day2),
            ],
            await listings.Versions(listing.Id));
        Assert.Equal([false, true, false], (await listings.Versions(listing.Id)).Select(it => it.IsPublic));
    }

    [Fact]
    public async Task Published_listings_are_paged_by_id_and_counted()
    {
        var published = new List<ListingId>();
        for (var i = 0; i < 9; i++)
        {
            var listing = Given.Listing();
            if (i % 3 != 0) published.Add(listing.Id);
            await Saved(i % 3 == 0 ? listing : listing.Published(Given.Noon));
        }
        var withdrawn = await Saved(Given.Listing().Published(Given.Noon));
        await records.Store.Commit(Given.Save(withdrawn with { Status = ListingStatus.Withdrawn }, 1));
        published.Sort((a, b) => string.CompareOrdinal(a.Value, b.Value));

        Assert.Equal(published.Take(4), (await listings.PublishedPage(null, 4)).Select(it => it.Value.Id));
        Assert.Equal(published.Skip(4), (await listings.PublishedPage(published[3], 4)).Select(it => it.Value.Id));
        Assert.Equal(6, await listings.CountPublished());
    }

    private async Task<Listing> Saved(Listing listing, DateTimeOffset? at = null)
    {
        Assert.True((await records.Store.Commit(Given.Save(listing, 0, at))).Succeeded);
        return listing;
    }

    private static string? Title(Marketplace.Storage.Document<Listing>? listing) => listing?.Value.Draft?.Answers["title"]?.GetString();
}
