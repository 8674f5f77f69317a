using Marketplace.Adapters.Memory;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Providers;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Identity;

public sealed class OrganisationTests
{
    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider realTime = new(Acting.Since);
    private readonly MarketClock clock = new(new FakeTimeProvider(Acting.Since), TimeZoneInfo.Utc);

    [Fact]
    public async Task Whoever_founds_one_administers_it_and_a_visitor_founds_none()
    {
        Assert.Equal(RefusalKind.Forbidden, (await Founding.Run(Actor.Anonymous, Bilingual.Same("Firm"))).Refusal!.Kind);
        var id = (await Founding.Run(Acting.Nobody("ann"), new Bilingual(" 公司 ", null))).Value;

        var founded = await Found(id);
        Assert.Equal(new Bilingual("公司", null), founded.Value.Name);
        Assert.Equal([Role.Admin, Role.Buyer], Assert.Single(founded.Value.Members).Roles);
        Assert.Equal([id], await new MemoryMemberships(store).Of("ann"));
        Assert.Equal(new OrganisationFounded(id, "ann"), Assert.Single(await store.After(0, 10)).Event);
    }

    [Theory]
    [InlineData(null, null, "name.zh")]
    [InlineData(" ", "", "name.zh")]
    [InlineData("公\u202E司", null, "name.zh")]
    [InlineData(null, "Firm\u0007", "name.en")]
    public async Task A_name_must_be_there_and_be_text(string? zh, string? en, string field)
    {
        Assert.Equal(field, (await Founding.Run(Acting.Nobody("ann"), new Bilingual(zh, en))).Refusal!.First.Field);
        Assert.Empty(await store.After(0, 10));
    }

    [Fact]
    public async Task The_same_form_sent_twice_founds_one()
    {
        Func<OrganisationId, Command?> command = id => new Command("ann:form:1", "same", id.Value);
        var first = (await Founding.Run(Acting.Nobody("ann"), Bilingual.Same("Firm"), command)).Value;

        Assert.Equal(first, (await Founding.Run(Acting.Nobody("ann"), Bilingual.Same("Firm"), command)).Value);
    }

    [Fact]
    public async Task An_administrator_changes_roles_and_nobody_else_does()
    {
        var id = await Firm();
        var stranger = Acting.Nobody("zoe") with { For = (await Found(await Firm("zoe"))).Value.For("zoe") };

        Assert.Equal(RefusalKind.Forbidden, (await Changing.Run(await As("bob", id), id, 1, "bob", [Role.Admin])).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Changing.Run(stranger, id, 1, "bob", [Role.Admin])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Changing.Run(Acting.Operator, id, 1, "bob", [Role.Admin])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Changing.Run(Acting.Auditor, id, 1, "bob", [Role.Admin])).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Changing.Run(await As("ann", id), id, 1, "zoe", [Role.Admin])).Refusal!.Kind);
        Assert.Equal("roles", (await Changing.Run(await As("ann", id), id, 1, "bob", [])).Refusal!.First.Field);

        Assert.True((await Changing.Run(await As("ann", id), id, 1, "bob", [Role.Finance, Role.Admin, Role.Finance])).Succeeded);
        Assert.Equal([Role.Admin, Role.Finance], (await Found(id)).Value.MemberNamed("bob")!.Roles);
        var changed = Assert.IsType<MemberRolesChanged>((await store.After(0, 100))[^1].Event);
        Assert.Equal(("bob", "Buyer", "Admin Finance"), (changed.Person, string.Join(' ', changed.Before), string.Join(' ', changed.After)));
    }

    [Fact]
    public async Task Roles_are_given_only_by_who_proved_themselves_within_five_minutes()
    {
        var id = await Firm();
        realTime.Advance(TimeSpan.FromMinutes(5));
        Assert.True((await Changing.Run(await As("ann", id), id, 1, "bob", [Role.Finance])).Succeeded);

        realTime.Advance(TimeSpan.FromMilliseconds(1));
        var refused = (await Changing.Run(await As("ann", id), id, 2, "bob", [Role.Buyer])).Refusal!;
        Assert.Equal((RefusalKind.Forbidden, RecentProof.Code), (refused.Kind, refused.First.Code));
        Assert.True(RecentProof.IsWanted(refused));
        Assert.Equal(RecentProof.Code, (await Changing.Run(await As("ann", id) with { ProvedAt = null }, id, 2, "bob", [Role.Buyer])).Refusal!.First.Code);
        // Whoever may not do it anyway is not sent to prove anything.
        Assert.Equal("forbidden", (await Changing.Run(await As("bob", id), id, 2, "bob", [Role.Admin])).Refusal!.First.Code);
        Assert.Equal([Role.Finance], (await Found(id)).Value.MemberNamed("bob")!.Roles);
    }

    [Theory]
    [InlineData(Role.ProcurementOfficer, Strength.Password, false)]
    [InlineData(Role.Approver, Strength.Password, false)]
    [InlineData(Role.Approver, Strength.SecondFactor, true)]
    [InlineData(Role.Admin, Strength.Password, true)]
    public async Task A_role_that_needs_a_second_factor_is_not_given_by_a_session_of_one(Role role, Strength strength, bool given)
    {
        var id = await Firm();

        var outcome = await Changing.Run(await As("ann", id) with { Strength = strength }, id, 1, "bob", [Role.Buyer, role]);

        Assert.Equal(given ? null : "second_factor_required", outcome.Refusal?.First.Code);
        // Roles that somebody holds already stay theirs when others are changed.
        if (given) Assert.True((await Changing.Run(await As("ann", id) with { Strength = Strength.Password }, id, 2, "bob", [role, Role.Finance])).Succeeded);
    }

    [Fact]
    public async Task Of_two_who_change_the_same_version_one_is_told()
    {
        var id = await Firm();
        var ann = await As("ann", id);

        Assert.True((await Changing.Run(ann, id, 1, "bob", [Role.Finance])).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await Changing.Run(ann, id, 1, "bob", [Role.Approver])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Stale, (await Removing.Run(ann, id, 0, "bob")).Refusal!.Kind);
    }

    [Fact]
    public async Task The_last_administrator_can_neither_leave_nor_lose_the_role()
    {
        var id = await Firm();
        var ann = await As("ann", id);

        Assert.Equal("last_admin", (await Changing.Run(ann, id, 1, "ann", [Role.Buyer])).Refusal!.First.Code);
        Assert.Equal("last_admin", (await Removing.Run(ann, id, 1, "ann")).Refusal!.First.Code);

        await Changing.Run(ann, id, 1, "bob", [Role.Admin]);
        Assert.True((await Removing.Run(ann, id, 2, "ann")).Succeeded);
        Assert.Equal("last_admin", (await Removing.Run(await As("bob", id), id, 3, "bob")).Refusal!.First.Code);
    }

    [Fact]
    public async Task Two_administrators_who_leave_at_once_do_not_both_go()
    {
        var id = await Firm();
        await Changing.Run(await As("ann", id), id, 1, "bob", [Role.Admin]);
        var (ann, bob) = (await As("ann", id), await As("bob", id));

        var left = await Task.WhenAll(Task.Run(() => Removing.Run(ann, id, 2, "ann")), Task.Run(() => Removing.Run(bob, id, 2, "bob")));

        Assert.Single(left, it => it.Succeeded);
        Assert.True((await Found(id)).Value.HasAdmin);
    }

    [Fact]
    public async Task A_member_leaves_or_is_removed_and_has_no_place_there_from_then_on()
    {
        var id = await Firm();
        Assert.Equal(RefusalKind.Forbidden, (await Removing.Run(await As("bob", id), id, 1, "ann")).Refusal!.Kind);
        Assert.True((await Removing.Run(await As("bob", id), id, 1, "bob")).Succeeded);

        Assert.Empty(await Who.Belongs("bob"));
        Assert.Equal(new MemberLeft(id, "bob"), (await store.After(0, 100))[^1].Event);
    }

    [Fact]
    public async Task An_organisation_is_shown_to_its_members_and_to_those_who_oversee_and_is_absent_to_others()
    {
        var id = await Firm();
        var show = new ShowOrganisation(Own, new MemoryInvitations(store), [], clock);

        Assert.True((await show.Run(await As("ann", id), id)).Value.MayManage);
        Assert.False((await show.Run(await As("bob", id), id)).Value.MayManage);
        Assert.False((await show.Run(Acting.Auditor, id)).Value.MayManage);
        Assert.Equal(RefusalKind.NotFound, (await show.Run(Acting.Nobody("carl"), id)).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await show.Run(Actor.Anonymous, id)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_member_who_acts_for_another_sees_it_and_may_leave_but_not_manage_it()
    {
        var (id, other) = (await Firm(), await Firm());
        var ann = await As("ann", other);
        var seen = (await new ShowOrganisation(Own, new MemoryInvitations(store), [], clock).Run(ann, id)).Value;

        Assert.Equal((false, true), (seen.MayManage, seen.MaySwitch));
        Assert.Equal(RefusalKind.NotFound, (await Changing.Run(ann, id, 1, "bob", [Role.Finance])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Removing.Run(ann, id, 1, "bob")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Removing.Run(Acting.Nobody("carl"), id, 1, "bob")).Refusal!.Kind);
        Assert.True((await Removing.Run(await As("bob", other), id, 1, "bob")).Succeeded);
    }

    private MemoryOrganisations Organisations => new(store);
    private OwnOrganisation Own => new(Organisations, new RecentProof(new SignInClock(realTime)));
    private FoundOrganisation Founding => new(store, new MemoryMemberships(store), clock);
    private ChangeRoles Changing => new(store, Own, clock);
    private RemoveMember Removing => new(store, Own, clock);
    private WhoActs Who => new(new MemoryMemberships(store), Organisations, new ProviderNames(new MemoryProviders(store)));

    private async Task<Document<Organisation>> Found(OrganisationId id) => Assert.Single(await Organisations.Find([id]));

    private async Task<Actor> As(string person, OrganisationId id) => Acting.For((await Found(id)).Value, person);

    /// <summary>One that the person administers, with Bob as a buyer.</summary>
    private async Task<OrganisationId> Firm(string admin = "ann")
    {
        var firm = Organisation.Found(OrganisationId.New(clock.Now), Bilingual.Same("Firm"), admin, [], clock.Now).With(new Member("bob", [Role.Buyer], clock.Now), clock.Now);
        Assert.True((await store.Commit(new Changes(
            [StoredAs<Organisation>.Write(firm.Id.Value, firm, 0), Membership.Of(admin, firm.Id, clock.Now), Membership.Of("bob", firm.Id, clock.Now)], [], clock.Now))).Succeeded);
        return firm.Id;
    }
}
