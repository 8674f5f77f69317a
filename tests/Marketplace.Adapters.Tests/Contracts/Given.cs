using System.Text.Json;
using Marketplace.Accreditation;
using Marketplace.Identity;
using Marketplace.Listings;
using Marketplace.Providers;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Tests.Contracts;

/// <summary>Documents to store, as plain as the ports allow.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static Listing Listing(ProviderId? provider = null, string title = "试验 testing") => new()
    {
        Id = ListingId.New(Noon),
        Provider = provider ?? ProviderId.New(Noon),
        Status = ListingStatus.Draft,
        Draft = Content(title),
        CreatedAt = Noon,
        SavedAt = Noon,
    };

    public static ListingContent Content(string title, params CertificateId[] certificates) => new(
        "T01", 1, Answers.Empty.With("title", JsonSerializer.SerializeToElement(title)), certificates, ["site-1"]);

    public static Listing Published(this Listing listing, DateTimeOffset at) =>
        listing with { Status = ListingStatus.Published, Published = listing.Draft ?? listing.Published, Draft = null, PublishedAt = at, SavedAt = at };

    public static Provider Provider(string registrationNumber = "91DEMO", string country = "CN") => new()
    {
        Id = ProviderId.New(Noon),
        Name = new Bilingual("示例检测", "Example Testing"),
        Country = country,
        RegistrationNumber = registrationNumber,
        Size = SizeBand.Small,
        Sites = [new Site("site-1", Bilingual.Same("Site"), "CN-GD", null)],
        Contact = new Contact(null, "a@example.org", null, null),
        Languages = ["zh"],
        SavedAt = Noon,
    };

    public static Organisation Organisation(string admin) =>
        Identity.Organisation.Found(OrganisationId.New(Noon), new Bilingual("示例公司", "Example Ltd"), admin, [], Noon);

    public static Certificate Certificate(ProviderId provider, string number) => new()
    {
        Id = CertificateId.New(Noon),
        Provider = provider,
        Number = number,
        StandardId = "iso-iec-17025-2017",
        EvidenceType = "accreditation",
        Issuer = "CNAS",
        ValidFrom = new DateOnly(2026, 1, 1),
        ValidUntil = new DateOnly(2027, 1, 1),
        SavedAt = Noon,
    };

    public static Changes Save(Listing listing, long readAt, DateTimeOffset? at = null, Command? command = null) => new(
        [StoredAs<Listing>.Write(listing.Id.Value, listing, readAt)], [new ListingDrafted(listing.Id, listing.Provider)], at ?? Noon, command);

    public static Changes Save(Provider provider, long readAt = 0) => new(
        [StoredAs<Provider>.Write(provider.Id.Value, provider, readAt)], [new ProviderSaved(provider.Id)], Noon);

    public static Changes Save(Certificate certificate, long readAt = 0, DateTimeOffset? at = null) => new(
        [StoredAs<Certificate>.Write(certificate.Id.Value, certificate, readAt)], [new CertificateSaved(certificate.Id, certificate.Provider)], at ?? Noon);

    /// <summary>Starts all at once on many threads, so that they truly meet.</summary>
    public static async Task<T[]> AtOnce<T>(int times, Func<int, Task<T>> work)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = Enumerable.Range(0, times).Select(i => Task.Run(async () => { await go.Task; return await work(i); })).ToList();
        go.SetResult();
        return await Task.WhenAll(all);
    }
}
