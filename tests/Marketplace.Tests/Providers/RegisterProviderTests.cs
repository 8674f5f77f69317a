using Marketplace.Adapters.Memory;
using Marketplace.Identity;
using Marketplace.Providers.Profile;
using Marketplace.Providers.Register;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Providers;

public sealed class RegisterProviderTests
{
    private static readonly Actor buyer = new(new Person("buyer", Bilingual.Same("Buyer"), Role.Buyer, null, null));

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
        Assert.IsType<ProviderSaved>(Assert.Single(await store.After(0, 10)).Event);
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
        var editor = new Actor(new Person("editor", Bilingual.Same("Editor"), Role.Provider, id, null));
        var save = new SaveProvider(store, new MemoryProviders(store), clock);
        Assert.Equal(RefusalKind.Forbidden, (await save.Run(buyer, id, 1, Input())).Refusal!.Kind);
        Assert.Equal(2, (await save.Run(editor, id, 1, Input() with { Size = SizeBand.Large })).Value.Document.Version);
        Assert.Equal(RefusalKind.Stale, (await save.Run(editor, id, 1, Input())).Refusal!.Kind);
    }

    private RegisterProvider Register => new(store, new MemoryProviders(store), clock);
}
