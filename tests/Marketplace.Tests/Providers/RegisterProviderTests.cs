using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Providers.Profile;
using Marketplace.Providers.Register;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Providers;

public sealed class RegisterProviderTests
{
    private static readonly Actor buyer = Acting.Nobody("buyer");

    private readonly MemoryStore store = new();
    private readonly MarketClock clock = new(new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero)), TimeZoneInfo.Utc);

    private static ProviderInput Input(string number = "91350100M000100Y43") => new()
    {
        Name = new Bilingual("演示检测有限公司", null), Country = "CN", RegistrationNumber = number, Size = SizeBand.Small,
        Sites = [new SiteInput { Name = new Bilingual("总部", null), Region = "CN-GD" }],
        Contact = new Contact(null, null, "+86 20 1234 5678", null), Languages = ["zh"],
    };

    [Fact]
    public async Task Somebody_signed_in_registers_and_a_visitor_does_not()
    {
        Assert.Equal(RefusalKind.Forbidden, (await Register.Run(Actor.Anonymous, Input())).Refusal!.Kind);
        var saved = (await Register.Run(buyer, Input())).Value.Document.Value;
        Assert.Equal([typeof(ProviderSaved), typeof(OrganisationFounded), typeof(OrganisationSpeaksFor)], (await store.After(0, 10)).Select(it => it.Event.GetType()));
        Assert.NotNull(await new MemoryProviders(store).Find(saved.Id));
    }

    [Fact]
    public async Task One_entry_of_a_register_is_one_provider()
    {
        Assert.True((await Register.Run(buyer, Input())).Succeeded);
        var refusal = (await Register.Run(buyer, Input("9135 0100 m000 100y43"))).Refusal!;
        Assert.Equal((RefusalKind.Conflict, "registrationNumber"), (refusal.Kind, refusal.First.Field));
    }

    [Fact]
    public async Task Of_many_at_once_one_registers()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Register.Run(buyer, Input()))));
        Assert.Single(outcomes, outcome => outcome.Succeeded);
        Assert.All(outcomes.Where(outcome => !outcome.Succeeded), outcome => Assert.Equal(RefusalKind.Conflict, outcome.Refusal!.Kind));
    }

    [Fact]
    public async Task Sending_the_same_form_twice_has_one_effect()
    {
        Func<Document<Provider>, Command?> command = document => new Command("buyer:form:1", "same", document.Value.Id.Value);
        var first = (await Register.Run(buyer, Input(), command)).Value;
        Assert.Equal(first.Document.Value.Id.Value, (await Register.Run(buyer, Input(), command)).Value.Repeated);
    }

    [Fact]
    public async Task A_provider_saves_only_its_own_profile_from_the_version_it_saw()
    {
        var id = (await Register.Run(buyer, Input())).Value.Document.Value.Id;
        var editor = Acting.EditorOf(id);
        var save = new SaveProvider(store, new MemoryProviders(store), clock);
        Assert.Equal(RefusalKind.Forbidden, (await save.Run(buyer, id, 1, Input())).Refusal!.Kind);
        Assert.Equal(2, (await save.Run(editor, id, 1, Input() with { Size = SizeBand.Large })).Value.Document.Version);
        Assert.Equal(RefusalKind.Stale, (await save.Run(editor, id, 1, Input())).Refusal!.Kind);
    }

    [Fact]
    public async Task Whoever_acts_for_nobody_gets_an_organisation_that_speaks_for_the_provider()
    {
        Assert.Null((await Now("buyer")).For);

        var id = (await Register.Run(buyer, Input())).Value.Document.Value.Id;
        var member = await Now("buyer");

        Assert.Equal([Role.Admin, Role.ProviderAdmin], member.For!.Roles);
        Assert.Equal([id], member.Firms);
        Assert.True((await new SaveProvider(store, new MemoryProviders(store), clock).Run(member, id, 1, Input())).Succeeded);
        Assert.False(member.MayEdit(ProviderId.New(clock.Now)));
    }

    [Fact]
    public async Task The_organisation_somebody_acts_for_speaks_for_the_providers_its_administrators_register()
    {
        await Register.Run(buyer, Input());
        var second = (await Register.Run(await Now("buyer"), Input("91440300708461136T"))).Value.Document.Value.Id;

        var member = await Now("buyer");
        Assert.Equal(2, member.Firms.Count);
        Assert.Contains(second, member.Firms);
    }

    [Fact]
    public async Task A_member_without_such_a_role_registers_nothing_for_the_organisation()
    {
        var organisation = Organisation.Found(OrganisationId.New(clock.Now), Bilingual.Same("Firm"), "boss", [], clock.Now).With(new Member("clerk", [Role.Buyer, Role.Finance], clock.Now), clock.Now);
        await store.Commit(new Changes([StoredAs<Organisation>.Write(organisation.Id.Value, organisation, 0)], [], clock.Now));

        Assert.Equal("not_for_them", (await Register.Run(Acting.For(organisation, "clerk"), Input())).Refusal!.First.Code);
        Assert.True((await Register.Run(Acting.For(organisation, "boss"), Input())).Succeeded);
    }

    private async Task<Actor> Now(string person) =>
        Acting.Nobody(person) with { For = await new WhoActs(new MemoryMemberships(store), new MemoryOrganisations(store), new ProviderNames(new MemoryProviders(store))).Belongs(person) is [var first, ..] ? first : null };

    private RegisterProvider Register => new(store, new MemoryProviders(store), new SpeakFor(new MemoryOrganisations(store)), clock);
}
