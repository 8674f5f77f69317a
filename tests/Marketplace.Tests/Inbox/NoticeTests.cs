using Marketplace.Accreditation;
using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Inbox.Choose;
using Marketplace.Inbox.Show;
using Marketplace.Inbox.Tell;
using Marketplace.Orders;
using Marketplace.Providers;
using Marketplace.Rigs.Identity;
using Marketplace.Standards;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Inbox;

public sealed class NoticeTests
{
    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider time = new(Acting.Since);
    private readonly MarketClock clock;
    private readonly OrganisationId firm;

    public NoticeTests() => (clock, firm) = (new MarketClock(time, TimeZoneInfo.Utc), OrganisationId.New(Acting.Since));

    [Fact]
    public async Task Whoever_is_concerned_is_told_once_however_often_it_is_heard_and_nobody_of_their_own_doing()
    {
        await Firm();
        await Happens(new MemberRolesChanged(firm, "bob", [Role.Buyer], [Role.Finance]) with { By = "ann" });
        await Happens(new MemberRolesChanged(firm, "ann", [Role.Admin], [Role.Admin, Role.Buyer]) with { By = "ann" });
        await Happens(new MemberLeft(firm, "carl") with { By = "ann" });
        await Happens(new MemberLeft(firm, "dora") with { By = "dora" });
        await Hear();
        await Hear();

        var bobs = Assert.Single(await Of("bob"));
        Assert.Equal((NoticeKind.RolesChanged, firm, true), (bobs.Kind, bobs.Organisation!.Value, bobs.Unread));
        Assert.Equal([Role.Finance], bobs.Roles);
        Assert.Equal(NoticeKind.MembershipEnded, Assert.Single(await Of("carl")).Kind);
        Assert.Empty(await Of("ann"));
        Assert.Empty(await Of("dora"));
        Assert.Equal(2, (await store.After(0, 100)).Count(it => it.Event is PersonNotified));
    }

    [Fact]
    public async Task What_was_read_stays_read_when_it_is_heard_again()
    {
        await Firm();
        await Happens(new MemberRolesChanged(firm, "bob", [Role.Buyer], [Role.Finance]) with { By = "ann" });
        await Hear();
        var reading = new ReadNotices(Notices, Text, store, clock);
        Assert.Equal(1, await reading.Unread(Acting.Nobody("bob")));
        Assert.Equal(0, (await reading.Mark(Acting.Nobody("ann"))).Value);
        Assert.Equal(1, (await reading.Mark(Acting.Nobody("bob"))).Value);
        await Hear();

        Assert.Equal(0, await reading.Unread(Acting.Nobody("bob")));
        Assert.Single((await reading.Run(Acting.Nobody("bob"))).Value.Notices);
        Assert.Equal(RefusalKind.Forbidden, (await reading.Run(Actor.Anonymous)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await reading.Mark(Actor.Anonymous)).Refusal!.Kind);
    }

    [Fact]
    public async Task Administrators_and_whoever_invited_are_told_who_joined()
    {
        await Firm();
        var invitation = new Invitation { Id = InvitationId.New(clock.Now), Organisation = firm, Email = "", Roles = [Role.Buyer], By = "zoe", At = clock.Now, State = InvitationState.Accepted };
        await Save(StoredAs<Invitation>.Write(invitation.Id.Value, invitation, 0));
        await Happens(new MemberJoined(firm, "bob", [Role.Buyer], invitation.Id) with { By = "bob" });
        await Hear();

        foreach (var person in new[] { "ann", "zoe" }) Assert.Equal("bob", Assert.Single(await Of(person)).About);
        Assert.Empty(await Of("bob"));
    }

    [Fact]
    public async Task Those_who_edit_are_told_when_their_certificate_is_verified_or_suspended()
    {
        var provider = await Firm(speaks: true);
        var certificate = Certificate(provider);
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0), new CertificateSaved(certificate.Id, provider));
        time.Advance(TimeSpan.FromMinutes(1));
        var seen = certificate with { Verification = Verification.DocumentSeen, SavedAt = clock.Now };
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, seen, 1), new CertificateSaved(certificate.Id, provider) with { By = "operator" });
        await Hear();
        Assert.Equal([NoticeKind.CertificateVerified], (await Of("ann")).Select(it => it.Kind));

        time.Advance(TimeSpan.FromMinutes(1));
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, seen with { Status = EvidenceStatus.Suspended, SavedAt = clock.Now }, 2), new CertificateSaved(certificate.Id, provider) with { By = "operator" });
        await Hear();
        Assert.Equal([NoticeKind.CertificateSuspended, NoticeKind.CertificateVerified], (await Of("ann")).Select(it => it.Kind));
        Assert.Empty(await Of("bob"));
    }

    [Fact]
    public async Task Of_a_certificate_that_ends_soon_its_people_are_told_once_for_each_end()
    {
        var provider = await Firm(speaks: true);
        await Hear();
        var certificate = Certificate(provider) with { ValidUntil = clock.Today.AddDays(WatchExpiry.DaysBefore + 1) };
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0));
        var watch = new WatchExpiry(Whom, Fallen, Keep, Notices, clock, NullLogger<WatchExpiry>.Instance);
        await watch.Look();
        Assert.Empty(await Of("ann"));

        time.Advance(TimeSpan.FromDays(1));
        await watch.Look();
        time.Advance(TimeSpan.FromDays(1));
        await watch.Look();
        Assert.Equal((NoticeKind.CertificateExpiring, certificate.ValidUntil), Assert.Single(await Of("ann")) is var one ? (one.Kind, one.Day) : default);

        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate with { ValidUntil = clock.Today.AddDays(20) }, 1));
        await watch.Look();
        Assert.Equal(2, (await Of("ann")).Count);
    }

    [Fact]
    public async Task Both_sides_of_an_order_are_told_when_a_certificate_under_it_falls_and_when_it_ends()
    {
        var provider = await Firm(speaks: true);
        var certificate = Certificate(provider) with { ValidUntil = clock.Today.AddDays(60) };
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 0));
        var order = SomeOrder.Of() with { Buyer = firm, Provider = provider, Certificates = [certificate.Id] };
        var over = SomeOrder.Of(null, MilestoneState.Released) with { Buyer = firm, Provider = provider, Certificates = [certificate.Id] };
        var other = SomeOrder.Of() with { Buyer = firm, Provider = provider, Certificates = [CertificateId.New(clock.Now)] };
        foreach (var it in new[] { order, over, other }) await Save(StoredAs<Order>.Write(it.Id.Value, it, 0));
        time.Advance(TimeSpan.FromSeconds(1));
        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate with { Status = EvidenceStatus.Suspended }, 1), new CertificateSaved(certificate.Id, provider) { By = "ann" });
        await Hear();
        await Hear();

        var bobs = Assert.Single(await Of("bob"));
        Assert.Equal((NoticeKind.OrderNews, WhomOfFallen.What, order.Id, certificate.Id), (bobs.Kind, bobs.What, bobs.Order, bobs.Certificate!.Value));
        Assert.Contains("CNAS L1", (await Text.Of(bobs, Language.En)).Text);
        Assert.Empty(await Of("ann"));

        await Save(StoredAs<Certificate>.Write(certificate.Id.Value, certificate, 2));
        var watch = new WatchExpiry(Whom, Fallen, Keep, Notices, clock, NullLogger<WatchExpiry>.Instance);
        time.Advance(TimeSpan.FromDays(60));
        await watch.Look();
        Assert.Single(await Of("bob"));
        time.Advance(TimeSpan.FromDays(1));
        await watch.Look();
        await watch.Look();
        Assert.Equal(2, (await Of("bob")).Count(it => it.What == WhomOfFallen.What && it.Order == order.Id));
        Assert.Single(await Of("ann"), it => it.What == WhomOfFallen.What);
    }

    [Fact]
    public async Task Of_a_suspension_and_its_end_all_who_belong_to_the_provider_are_told()
    {
        var provider = await Firm(speaks: true);
        await Happens(new ProviderSuspended(provider, SuspensionReason.Other, "The register knows no such firm.") with { By = "operator" });
        await Happens(new ProviderSuspended(ProviderId.New(clock.Now), SuspensionReason.Other, "Another firm.") with { By = "operator" });
        await Hear();
        await Happens(new ProviderRestored(provider, "It does.") with { By = "operator" });
        await Hear();

        foreach (var person in new[] { "ann", "bob" })
        {
            var told = await Of(person);
            Assert.Equal([NoticeKind.ProviderRestored, NoticeKind.ProviderSuspended], told.Select(it => it.Kind));
            var words = await Text.Of(told[1], Language.En);
            Assert.Equal(("Firm is suspended", $"/organisations/{firm}"), (words.Title, words.Path));
        }
    }

    [Fact]
    public async Task What_happened_long_ago_is_told_nobody()
    {
        await Firm();
        await Happens(new MemberRolesChanged(firm, "bob", [Role.Buyer], [Role.Finance]) with { By = "ann" });
        time.Advance(TimeSpan.FromDays(8));
        await Hear();

        Assert.Empty(await Of("bob"));
    }

    [Fact]
    public async Task Which_mails_somebody_wants_is_theirs_to_say_and_of_two_sayings_at_once_one_counts()
    {
        var choose = new ChooseMail(Notices, store, clock);
        Assert.Equal(RefusalKind.Forbidden, (await choose.Run(Actor.Anonymous, 0, [])).Refusal!.Kind);
        Assert.Empty((await choose.Show(Acting.Nobody("bob"))).Value.Value.NoMail);
        Assert.True((await choose.Run(Acting.Nobody("bob"), 0, [NoticeKind.RolesChanged])).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await choose.Run(Acting.Nobody("bob"), 0, [])).Refusal!.Kind);

        var kept = (await choose.Show(Acting.Nobody("bob"))).Value;
        Assert.DoesNotContain(NoticeKind.RolesChanged, kept.Value.NoMail);
        Assert.Equal(Enum.GetValues<NoticeKind>().Length - 1, kept.Value.NoMail.Count);
        Assert.Empty((await choose.Show(Acting.Nobody("ann"))).Value.Value.NoMail);
    }

    private MemoryNotices Notices => new(store);

    private NoticeText Text => new(new MemoryOrganisations(store), new MemoryCertificates(store), new MemoryOrders(store), new MemoryOffers(store), []);

    private WhomToTell Whom => new(new MemoryOrganisations(store), new MemoryCertificates(store), new MemoryInvitations(store), Notices);

    private WhomOfDeals Deals => new(Whom, new MemoryOrganisations(store), new MemoryOrders(store), new MemoryPersonRecords(store));

    private WhomOfFallen Fallen => new(Whom, new MemoryOrganisations(store), new MemoryCertificates(store), new MemoryOrders(store), clock);

    private KeepNotices Keep => new(store, Notices, clock);

    /// <summary>Ann administers it and edits; Bob buys.</summary>
    private async Task<ProviderId> Firm(bool speaks = false)
    {
        var provider = ProviderId.New(clock.Now);
        var organisation = Organisation.Found(firm, Bilingual.Same("Firm"), "ann", [Role.ProviderAdmin], clock.Now).With(new Member("bob", [Role.Buyer], clock.Now), clock.Now);
        await Save(StoredAs<Organisation>.Write(firm.Value, speaks ? organisation.SpeakingFor(provider, clock.Now) : organisation, 0), speaks ? [new OrganisationSpeaksFor(firm, provider)] : []);
        return provider;
    }

    private Certificate Certificate(ProviderId provider) => new()
    {
        Id = CertificateId.New(clock.Now), Provider = provider, Number = "CNAS L1", EvidenceType = "accreditation", Issuer = "CNAS", ValidFrom = clock.Today, SavedAt = clock.Now,
    };

    private async Task<IReadOnlyList<Notice>> Of(string person) => [.. (await Notices.Of(person, null, 50)).Select(it => it.Value)];

    private Task Happens(MarketEvent happened) => Commit([], [happened]);

    private Task Save(Write write, params MarketEvent[] events) => Commit([write], events);

    private async Task Commit(IReadOnlyList<Write> writes, IReadOnlyList<MarketEvent> events) => Assert.True((await store.Commit(new Changes(writes, events, clock.Now))).Succeeded);

    private async Task Hear() => await new WriteNotices(Whom, Deals, Fallen, Keep, store, Notices, clock).Hear(await store.After(0, 1000), default);
}
