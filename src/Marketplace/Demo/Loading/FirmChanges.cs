using System.Globalization;
using Marketplace.Accreditation;
using Marketplace.Listings;
using Marketplace.Orders;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Loading;

/// <summary>
/// A firm as commits, each dated as what it holds was saved. Each is a command of its own, so that a load which was broken off goes
/// on where it stopped and nothing is stored twice.
/// </summary>
internal static class FirmChanges
{
    private const int ChineseVat = 600;
    private const int ReviewDays = 7;

    public static IEnumerable<Changes> Of(DemoFirm firm, long seed)
    {
        var number = 0;
        foreach (var (at, writes, events) in Steps(firm))
            yield return new Changes(writes, events, at, new Command(
                $"demo:{seed.ToString(CultureInfo.InvariantCulture)}:{firm.Index}:{number++}", "demo", firm.Provider.Id.Value));
    }

    private static IEnumerable<(DateTimeOffset At, List<Write> Writes, List<MarketEvent> Events)> Steps(DemoFirm firm)
    {
        var provider = firm.Provider;
        yield return (provider.SavedAt,
            [
                StoredAs<Provider>.Write(provider.Id.Value, provider, 0), Registration.Claim(provider),
                // Without a rate of tax nobody could order at its published prices.
                StoredAs<SellingTerms>.Write(provider.Id.Value, new SellingTerms(provider.Country == "CN" ? ChineseVat : 0, ReviewDays), 0),
                .. firm.Certificates.Select(states => State(states, 0)),
            ],
            [new ProviderSaved(provider.Id), .. firm.Certificates.Select(states => new CertificateSaved(states[0].Id, provider.Id))]);

        // All states of the certificates come before the listings that rest on them, so that each listing is indexed once.
        var later = firm.Certificates.SelectMany(states => Enumerable.Range(1, states.Count - 1).Select(version => (states, version)));
        foreach (var step in later.GroupBy(it => it.states[it.version].SavedAt).OrderBy(step => step.Key))
            yield return (step.Key,
                [.. step.Select(it => State(it.states, it.version))],
                [.. step.Select(it => new CertificateSaved(it.states[0].Id, provider.Id))]);

        foreach (var step in firm.Listings.GroupBy(listing => listing.SavedAt).OrderBy(step => step.Key))
            yield return (step.Key,
                [.. step.Select(listing => StoredAs<Listing>.Write(listing.Id.Value, listing, 0))],
                [.. step.Select(listing => new ListingPublished(listing.Id, provider.Id))]);

        foreach (var step in AsideSteps(firm)) yield return step;
    }

    private static IEnumerable<(DateTimeOffset At, List<Write> Writes, List<MarketEvent> Events)> AsideSteps(DemoFirm firm) =>
        firm.Aside.SelectMany(states => states.Select((listing, version) => (
            listing.SavedAt,
            new List<Write> { StoredAs<Listing>.Write(listing.Id.Value, listing, version) },
            new List<MarketEvent> { Event(listing, firm.Provider.Id) })));

    private static MarketEvent Event(Listing listing, ProviderId provider) => listing.Status switch
    {
        ListingStatus.Draft => new ListingDrafted(listing.Id, provider),
        ListingStatus.Published => new ListingPublished(listing.Id, provider),
        _ => new ListingWithdrawn(listing.Id, provider),
    };

    private static Write State(IReadOnlyList<Certificate> states, int version) =>
        StoredAs<Certificate>.Write(states[0].Id.Value, states[version], version);
}
