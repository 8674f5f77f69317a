using Marketplace.Adapters.Memory;
using Marketplace.Identity.Forget;
using Marketplace.Identity.SignIn;
using Marketplace.Identity.Staff;
using Marketplace.Rigs.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Identity;

public sealed class StaffTests
{
    private const string Issuer = "https://issuer.example/";

    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider time = new(Acting.Since);
    private readonly MarketClock clock;

    public StaffTests() => clock = new MarketClock(time, TimeZoneInfo.Utc);

    [Fact]
    public async Task An_operator_appoints_and_takes_away_and_both_are_told_to_the_record()
    {
        var (_, bob) = await AnnFounded();
        Assert.True((await Appointing.Run(Operator, bob, 1, [PlatformRole.Auditor, PlatformRole.Operator, PlatformRole.Auditor])).Succeeded);
        Assert.Equal([PlatformRole.Operator, PlatformRole.Auditor], (await Found(bob)).Platform);
        Assert.Equal(2, (await new ShowStaff(People).Run(Operator)).Value.Count);

        Assert.True((await Appointing.Run(Operator, bob, 2, [])).Succeeded);
        Assert.Empty((await Found(bob)).Platform);
        Assert.Single((await new ShowStaff(People).Run(Operator)).Value);
        var told = (await store.After(0, 100)).Select(it => it.Event).OfType<PlatformRolesChanged>().ToList();
        Assert.Equal([0, 2, 2, 0], told.SelectMany(it => new[] { it.Before.Count, it.After.Count }));
    }

    [Fact]
    public async Task Only_operators_who_just_proved_themselves_and_not_by_a_password_alone_may()
    {
        var (_, bob) = await AnnFounded();
        foreach (var actor in new[] { Actor.Anonymous, Acting.Nobody("bob"), Acting.Auditor, Operator with { Strength = Strength.Password } })
        {
            Assert.Equal(RefusalKind.Forbidden, (await Appointing.Run(actor, bob, 1, [PlatformRole.Auditor])).Refusal!.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await new ShowStaff(People).Run(actor)).Refusal!.Kind);
            Assert.Equal(RefusalKind.Forbidden, (await new ShowStaff(People).One(actor, bob)).Refusal!.Kind);
        }

        time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(RecentProof.Code, (await Appointing.Run(Operator, bob, 1, [PlatformRole.Auditor])).Refusal!.First.Code);
        Assert.Empty((await Found(bob)).Platform);
    }

    [Fact]
    public async Task The_last_operator_stays_however_they_would_go()
    {
        var (ann, bob) = await AnnFounded();
        Assert.Equal("last_operator", (await Appointing.Run(Operator, ann, 1, [PlatformRole.Auditor])).Refusal!.First.Code);
        Assert.Equal("last_operator", (await Forgetting.Run(ann)).Refusal!.First.Code);

        Assert.True((await Appointing.Run(Operator, bob, 1, [PlatformRole.Operator])).Succeeded);
        var gone = await Task.WhenAll(Task.Run(() => Appointing.Run(Operator, ann, 1, [])), Task.Run(() => Appointing.Run(Operator, bob, 2, [])));
        Assert.Single(gone, it => it.Succeeded);
        Assert.True((await PlatformStaff.Of(People, default)).Value.HasOperator);
    }

    [Fact]
    public async Task An_operator_who_is_erased_holds_no_role_any_more()
    {
        var (ann, bob) = await AnnFounded();
        Assert.True((await Appointing.Run(Operator, bob, 1, [PlatformRole.Operator])).Succeeded);
        Assert.True((await Forgetting.Run(ann)).Succeeded);

        Assert.Equal(bob.Value, Assert.Single((await PlatformStaff.Of(People, default)).Value.Members).Person);
        Assert.Empty((await Found(ann)).Platform);
        Assert.Equal(RefusalKind.NotFound, (await Appointing.Run(Operator, ann, 2, [PlatformRole.Auditor])).Refusal!.Kind);
    }

    [Fact]
    public async Task Whoever_has_no_confirmed_address_is_not_appointed_and_a_version_that_was_passed_is_told()
    {
        var (_, bob) = await AnnFounded();
        var carl = await Kept("carl", null);
        Assert.Equal("unconfirmed", (await Appointing.Run(Operator, carl, 1, [PlatformRole.Auditor])).Refusal!.First.Code);
        Assert.True((await Appointing.Run(Operator, bob, 1, [PlatformRole.Auditor])).Succeeded);
        Assert.Equal(RefusalKind.Stale, (await Appointing.Run(Operator, bob, 1, [PlatformRole.Arbiter])).Refusal!.Kind);
    }

    [Fact]
    public async Task A_new_sign_in_changes_no_role()
    {
        var (_, bob) = await AnnFounded();
        Assert.True((await Appointing.Run(Operator, bob, 1, [PlatformRole.Arbiter, PlatformRole.Operator])).Succeeded);
        var taking = new TakeSignIn(store, People, new FirstRun(People, new Microsoft.AspNetCore.DataProtection.EphemeralDataProtectionProvider(), new SignInClock(time)), clock);

        Assert.True((await taking.Run(new SignInClaims(Issuer, "bob", "Bob the second", "bob@example.com", true, "zh"))).Succeeded);
        Assert.Equal([PlatformRole.Arbiter, PlatformRole.Operator], (await Found(bob)).Platform);
        Assert.Equal("Bob the second", (await Found(bob)).Name);
    }

    private MemoryPersonRecords People => new(store);

    private AppointStaff Appointing => new(store, People, new RecentProof(new SignInClock(time)), clock);

    private ForgetPerson Forgetting => new(store, People, new MemoryMemberships(store), new MemoryOrganisations(store), clock);

    private static Actor Operator => Acting.Operator with { ProvedAt = Acting.Since };

    private async Task<PersonRecord> Found(PersonId id) => (await People.Find(id))!.Value;

    /// <summary>Ann is the first operator of a site that knew no list of them, and Bob has signed in.</summary>
    private async Task<(PersonId Ann, PersonId Bob)> AnnFounded()
    {
        var ann = await Kept("ann", "ann@example.com", isOperator: true);
        Assert.True((await store.Commit(new Changes([StoredAs<Founding>.Write(Founding.Id, new Founding(ann, clock.Now), 0)], [], clock.Now))).Succeeded);
        return (ann, await Kept("bob", "bob@example.com"));
    }

    private async Task<PersonId> Kept(string subject, string? email, bool isOperator = false)
    {
        var id = PersonId.Of(Issuer, subject);
        Assert.True((await store.Commit(new Changes([StoredAs<PersonRecord>.Write(id.Value, new PersonRecord(subject, email, "en", Issuer, subject, clock.Now, isOperator), 0)], [], clock.Now))).Succeeded);
        return id;
    }
}
