using Marketplace.Adapters.Memory;
using Marketplace.Identity.Clients;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Providers;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Identity;

public sealed class ApiClientTests : IClientCredentials
{
    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider realTime = new(Acting.Since);
    private readonly MarketClock clock = new(new FakeTimeProvider(Acting.Since), TimeZoneInfo.Utc);
    private readonly Organisation firm;
    private readonly List<string> told = [];
    private bool isAway;

    public ApiClientTests()
    {
        firm = Organisation.Found(OrganisationId.New(clock.Now), Bilingual.Same("Firm"), "ann", [], clock.Now).With(new Member("bob", [Role.ProviderAdmin], clock.Now), clock.Now)
            .SpeakingFor(ProviderId.New(clock.Now), clock.Now);
        store.Commit(new Changes([StoredAs<Organisation>.Write(firm.Id.Value, firm, 0)], [], clock.Now)).GetAwaiter().GetResult();
    }

    private Actor Ann => Acting.For(firm, "ann");

    [Fact]
    public async Task An_administrator_makes_one_and_nobody_else_does()
    {
        var stranger = Organisation.Found(OrganisationId.New(clock.Now), Bilingual.Same("Other"), "zoe", [], clock.Now);
        Assert.Equal(RefusalKind.Forbidden, (await Make.Run(Acting.For(firm, "bob"), firm.Id, "ERP", ["a.read"])).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Make.Run(Acting.For(stranger, "zoe"), firm.Id, "ERP", ["a.read"])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Make.Run(Acting.Operator, firm.Id, "ERP", ["a.read"])).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Make.Run(Actor.Anonymous, firm.Id, "ERP", ["a.read"])).Refusal!.Kind);
        Assert.Empty(await store.After(0, 10));

        var made = (await Make.Run(Ann, firm.Id, " ERP ", ["a.write", "a.read"])).Value;

        Assert.Equal("secret 1", made.Secret!.Secret);
        var kept = (await Clients.Find(made.Id))!.Value;
        Assert.Equal(("ERP", firm.Id, "ann", "a.read a.write"), (kept.Name, kept.Organisation, kept.By, string.Join(' ', kept.Scopes)));
        var said = Assert.IsType<ApiClientMade>(Assert.Single(await store.After(0, 10)).Event);
        Assert.Equal((made.Id, firm.Id), (said.Client, said.Organisation));
    }

    [Theory]
    [InlineData(null, "a.read", "name")]
    [InlineData(" ", "a.read", "name")]
    [InlineData("E\u202ERP", "a.read", "name")]
    [InlineData("ERP", null, "scopes")]
    [InlineData("ERP", "everything.write", "scopes")]
    public async Task What_is_wrong_is_said_at_its_field(string? name, string? scope, string field)
    {
        Assert.Equal(field, (await Make.Run(Ann, firm.Id, name, scope is null ? [] : [scope])).Refusal!.First.Field);
        Assert.Empty(told);
    }

    [Fact]
    public async Task Everything_about_secrets_wants_a_fresh_proof()
    {
        var made = (await Make.Run(Ann, firm.Id, "ERP", ["a.read"])).Value;
        realTime.Advance(RecentProof.GoodFor + TimeSpan.FromMilliseconds(1));

        Assert.Equal(RecentProof.Code, (await Make.Run(Ann, firm.Id, "ERP", ["a.read"])).Refusal!.First.Code);
        Assert.Equal(RecentProof.Code, (await Renew.Run(Ann, firm.Id, made.Id, 1)).Refusal!.First.Code);
        Assert.Equal(RecentProof.Code, (await Revoke.Run(Ann, firm.Id, made.Id)).Refusal!.First.Code);
        Assert.Single(told);
    }

    [Fact]
    public async Task The_same_form_sent_twice_makes_one_and_tells_its_secret_once()
    {
        Func<ApiClient, Command?> command = it => new Command("ann:form:1", "same", it.Id.Value);
        var first = (await Make.Run(Ann, firm.Id, "ERP", ["a.read"], command)).Value;

        Assert.Equal(new IssuedClient(first.Id, null), (await Make.Run(Ann, firm.Id, "ERP", ["a.read"], command)).Value);
        var renewal = new Command("ann:form:2", "same", "");
        Assert.NotNull((await Renew.Run(Ann, firm.Id, first.Id, 1, renewal)).Value.Secret);
        Assert.Null((await Renew.Run(Ann, firm.Id, first.Id, 1, renewal)).Value.Secret);
        Assert.Equal(["new", "new"], told);
    }

    [Fact]
    public async Task Of_two_who_renew_from_the_same_version_one_is_told()
    {
        var made = (await Make.Run(Ann, firm.Id, "ERP", ["a.read"])).Value;

        Assert.True((await Renew.Run(Ann, firm.Id, made.Id, 1)).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await Renew.Run(Ann, firm.Id, made.Id, 1)).Refusal!.Kind);
        Assert.Equal(RefusalKind.Stale, (await Renew.Run(Ann, firm.Id, made.Id, 0)).Refusal!.Kind);
    }

    [Fact]
    public async Task One_that_was_revoked_acts_no_more_and_gets_no_secret()
    {
        var made = (await Make.Run(Ann, firm.Id, "ERP", ["a.read"])).Value;
        Assert.NotNull(await Acts.Find(made.Id.Value, ["a.read"]));

        Assert.True((await Revoke.Run(Ann, firm.Id, made.Id)).Succeeded);
        Assert.True((await Revoke.Run(Ann, firm.Id, made.Id)).Succeeded);

        Assert.Null(await Acts.Find(made.Id.Value, ["a.read"]));
        Assert.Equal("revoked", (await Renew.Run(Ann, firm.Id, made.Id, 2)).Refusal!.First.Code);
        Assert.Equal(["ApiClientMade", "ApiClientRevoked"], (await store.After(0, 10)).Select(it => it.Event.GetType().Name));
        Assert.Equal(["new", "revoked", "revoked"], told);
    }

    [Fact]
    public async Task A_client_acts_for_its_organisation_with_what_both_its_token_and_its_making_give()
    {
        var made = (await Make.Run(Ann, firm.Id, "ERP", ["a.read", "a.write"])).Value;

        var writes = (await Acts.Find(made.Id.Value, ["a.write", "b.write"]))!;
        Assert.Equal((made.Id.Value, firm.Id, true), (writes.Id, writes.For!.Id, writes.IsSomebody));
        Assert.Equal(["a.write"], writes.Client!.Scopes);
        Assert.True(writes.MayEdit(firm.Providers[0]));
        Assert.False(writes.MayEdit(ProviderId.New(clock.Now)));
        Assert.DoesNotContain(Enum.GetValues<Role>(), role => writes.Has(role));
        Assert.DoesNotContain(Enum.GetValues<PlatformRole>(), role => writes.Has(role));

        var reads = (await Acts.Find(made.Id.Value, ["a.read"]))!;
        Assert.Equal((true, false, true), (reads.MaySee(firm.Providers[0]), reads.MayEdit(firm.Providers[0]), reads.Scope.Covers(firm.Providers[0])));
        var nothing = (await Acts.Find(made.Id.Value, []))!;
        Assert.Equal((false, false, false), (nothing.MaySee(firm.Providers[0]), nothing.MayEdit(firm.Providers[0]), nothing.Scope.Covers(firm.Providers[0])));
        Assert.Null(await Acts.Find(ApiClientId.New(clock.Now).Value, ["a.read"]));
        Assert.Null(await Acts.Find("", ["a.read"]));
        var held = Actor.ForClient(writes.Client, firm, firm.Providers);
        Assert.Equal((true, false), (held.MaySee(firm.Providers[0]), held.MayEdit(firm.Providers[0])));
        // It is nobody who could prove who they are.
        Assert.Equal(RecentProof.Code, new RecentProof(new SignInClock(realTime)).Refuses(writes)!.First.Code);
    }

    [Fact]
    public async Task A_client_whose_secret_could_not_be_made_gets_one_when_it_is_renewed()
    {
        isAway = true;
        await Assert.ThrowsAsync<InvalidOperationException>(() => Make.Run(Ann, firm.Id, "ERP", ["a.read"]));
        isAway = false;

        var client = Assert.Single(await Clients.Of(firm.Id, Ann.Scope)).Value;
        Assert.NotNull((await Renew.Run(Ann, firm.Id, client.Id, 1)).Value.Secret);
    }

    [Fact]
    public async Task An_organisation_has_twenty_live_ones_at_most()
    {
        for (var i = 0; i < MakeClient.MostLive; i++) Assert.True((await Make.Run(Ann, firm.Id, $"{i}", ["a.read"])).Succeeded);
        Assert.Equal("too_many", (await Make.Run(Ann, firm.Id, "one more", ["a.read"])).Refusal!.First.Code);

        await Revoke.Run(Ann, firm.Id, (await Clients.Of(firm.Id, Ann.Scope))[0].Value.Id);
        Assert.True((await Make.Run(Ann, firm.Id, "one more", ["a.read"])).Succeeded);
    }

    [Fact]
    public async Task Where_an_authority_vouches_for_clients_the_operator_says_for_whom_they_act()
    {
        var mapped = MappedClients.Read(Settings(("Authentication:Authority", "https://authority.example"), ("Authentication:Api:Clients:0:Id", "erp-of-firm"),
            ("Authentication:Api:Clients:0:Organisation", firm.Id.Value), ("Authentication:Api:Clients:0:Scopes", "a.read a.write")));
        var acts = new ClientActs(Clients, new MemoryOrganisations(store), new ProviderNames(new MemoryProviders(store)), mapped);

        Assert.Equal(["a.read"], (await acts.Find("erp-of-firm", ["a.read", "b.read"]))!.Client!.Scopes);
        Assert.Null(await acts.Find("erp-of-others", ["a.read"]));
        Assert.Equal("made_elsewhere", (await new MakeClient(store, Own, Clients, Known, clock).Run(Ann, firm.Id, "ERP", ["a.read"])).Refusal!.First.Code);
        var view = (await new ShowClients(Own, new OwnClients(Own, Clients), Clients, mapped).Run(Ann, firm.Id)).Value;
        Assert.Equal(("https://authority.example", "erp-of-firm"), (view.Authority, Assert.Single(view.Mapped).Id));
    }

    [Theory]
    [InlineData("", "org_01JDFQ3Z8V6R4M2K7T9N5C1B0A", "Clients:0:Id")]
    [InlineData("erp", "the firm", "Clients:0:Organisation")]
    public void A_mapping_that_names_nobody_stops_the_start(string id, string organisation, string said) =>
        Assert.Contains(said, Assert.Throws<SettingException>(() => MappedClients.Read(Settings(
            ("Authentication:Authority", "https://authority.example"), ("Authentication:Api:Clients:0:Id", id), ("Authentication:Api:Clients:0:Organisation", organisation)))).Message);

    Task<NewSecret> IClientCredentials.NewSecret(ApiClient client, CancellationToken cancel)
    {
        if (isAway) throw new InvalidOperationException("The identity server is away.");
        told.Add("new");
        return Task.FromResult(new NewSecret($"secret {told.Count}", null));
    }

    Task IClientCredentials.Revoke(ApiClientId client, CancellationToken cancel)
    {
        told.Add("revoked");
        return Task.CompletedTask;
    }

    Task<IReadOnlyDictionary<ApiClientId, CredentialState>> IClientCredentials.Look(IReadOnlyCollection<ApiClientId> clients, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<ApiClientId, CredentialState>>(new Dictionary<ApiClientId, CredentialState>());

    private static IConfiguration Settings(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(it => KeyValuePair.Create(it.Name, (string?)it.Value))).Build();

    private static ApiScope[] Known => [new("a.read", Bilingual.Same("Read a")), new("a.write", Bilingual.Same("Write a")), new("b.write", Bilingual.Same("Write b"))];
    private MemoryApiClients Clients => new(store);
    private OwnOrganisation Own => new(new MemoryOrganisations(store), new RecentProof(new SignInClock(realTime)));
    private MakeClient Make => new(store, Own, Clients, Known, clock, this);
    private RenewSecret Renew => new(store, new OwnClients(Own, Clients), clock, this);
    private RevokeClient Revoke => new(store, new OwnClients(Own, Clients), clock, this);
    private ClientActs Acts => new(Clients, new MemoryOrganisations(store), new ProviderNames(new MemoryProviders(store)), new MappedClients(null, []));
}
