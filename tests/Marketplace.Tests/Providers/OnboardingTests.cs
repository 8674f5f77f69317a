using Marketplace.Accreditation;
using Marketplace.Accreditation.Onboarding;
using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Identity.Onboarding;
using Marketplace.Identity.SignIn;
using Marketplace.Listings;
using Marketplace.Listings.Onboarding;
using Marketplace.Providers.Onboarding;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Providers;

/// <summary>Each item of the checklist, from nothing to done.</summary>
public sealed class OnboardingTests
{
    private readonly MemoryStore store = new();
    private readonly MarketClock clock = new(new FakeTimeProvider(Samples.Now), TimeZoneInfo.Utc);
    private readonly Provider provider = new()
    {
        Id = Samples.Provider, Name = Bilingual.Same("DEMO"), Country = "CN", RegistrationNumber = "91990000MA5DEMA12W", Size = SizeBand.Small, SavedAt = Samples.Now,
        Sites = [new Site("s1", Bilingual.Same("One"), "CN-GD", null)], Contact = new Contact(null, "lab@example.org", null, null), Languages = ["zh"],
    };

    [Fact]
    public async Task A_registration_number_is_computed_and_sites_are_attested()
    {
        await Save(provider.Id.Value, provider, 0);
        Assert.True(await Done(new RegistrationItem(new MemoryProviders(store))));
        Assert.Equal($"/providers/{provider.Id}/edit", (await State(new SitesItem(new MemoryProviders(store)))).Link);

        await Save(provider.Id.Value, provider with { RegistrationNumber = "91990000MA5DEMA120", Sites = [provider.Sites[0] with { Address = "1 Road" }] }, 1);
        Assert.False(await Done(new RegistrationItem(new MemoryProviders(store))));
        Assert.True(await Done(new SitesItem(new MemoryProviders(store))));
    }

    [Fact]
    public async Task A_certificate_counts_once_it_is_valid_and_checked()
    {
        var item = new CertificateItem(new MemoryCertificates(store), clock);
        Assert.Equal($"/providers/{provider.Id}/certificates/new", (await State(item)).Link);

        var handing = new Handing(Samples.Editor, Samples.Now, Samples.Today);
        var certificate = CertificateRules.Present(CertificateId.New(Samples.Now), provider.Id, Samples.Input, Samples.Terms, handing).Value;
        await Save(certificate.Id.Value, certificate, 0);
        Assert.Equal((false, $"/certificates/{certificate.Id}/documents/new"), ((await State(item)).Done, (await State(item)).Link));

        var check = CertificateRules.Checked(certificate, Verification.RegisterChecked, Samples.Today, "seen", handing with { By = Samples.Operator });
        await Save(certificate.Id.Value, check with { Status = EvidenceStatus.Withdrawn }, 1);
        Assert.False(await Done(item));
        await Save(certificate.Id.Value, check, 2);
        Assert.True(await Done(item));
    }

    [Fact]
    public async Task A_listing_counts_while_it_is_published()
    {
        var item = new ListingItem(new MemoryListings(store));
        var draft = Listing.Start(provider.Id, new ListingContent("TC.01", 1, Answers.Empty, [], []), Samples.Now);
        await Save(draft.Id.Value, draft, 0);
        Assert.False(await Done(item));

        await Save(draft.Id.Value, draft with { Status = ListingStatus.Published, Published = draft.Draft, Draft = null, PublishedAt = Samples.Now }, 1);
        Assert.True(await Done(item));
        await Save(draft.Id.Value, draft with { Status = ListingStatus.Withdrawn, Published = draft.Draft, Draft = null, PublishedAt = Samples.Now }, 2);
        Assert.False(await Done(item));
    }

    [Fact]
    public async Task Every_administrator_needs_a_second_factor_and_where_nobody_knows_it_is_said_so()
    {
        var factors = new Factors();
        var item = new SecondFactorItem(new MemoryOrganisations(store), new MemoryPersonRecords(store), [factors]);
        Assert.Equal("/organisations", (await State(item)).Link);

        var (ann, bob) = (await Person("ann"), await Person("bob"));
        var organisation = Organisation.Found(OrganisationId.New(Samples.Now), Bilingual.Same("DEMO"), ann, [], Samples.Now)
            .With(new Member(bob, [Role.ProviderAdmin], Samples.Now), Samples.Now).With(new Member("carl", [Role.Buyer], Samples.Now), Samples.Now).SpeakingFor(provider.Id, Samples.Now);
        await Save(organisation.Id.Value, organisation, 0);
        Assert.Null(await Done(item));

        (factors.Known["ann"], factors.Known["bob"]) = (true, false);
        Assert.False(await Done(item));
        factors.Known["bob"] = true;
        Assert.True(await Done(item));
    }

    private async Task<string> Person(string subject)
    {
        var id = PersonId.Of("https://issuer", subject);
        await Save(id.Value, new PersonRecord(subject, null, "en", "https://issuer", subject, Samples.Now), 0);
        return id.Value;
    }

    private async Task Save<T>(string id, T value, long readAt) =>
        Assert.True((await store.Commit(new Changes([StoredAs<T>.Write(id, value, readAt)], [], Samples.Now))).Succeeded);

    private ValueTask<OnboardingState> State(IOnboardingItem item) => item.Of(provider.Id);

    private async Task<bool?> Done(IOnboardingItem item) => (await State(item)).Done;

    private sealed class Factors : IKnowFactors
    {
        public Dictionary<string, bool> Known { get; } = [];

        public Task<bool?> HasSecondFactor(string subject, CancellationToken cancel = default) => Task.FromResult(Known.TryGetValue(subject, out var has) ? has : (bool?)null);
    }
}
