using System.Text.Encodings.Web;
using Marketplace.Adapters.Memory;
using Marketplace.Identity.Invitations;
using Marketplace.Identity.Organisations;
using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Marketplace.Rigs.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Identity;

public sealed class InvitationTests : IMail
{
    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider time = new(Acting.Since);
    private readonly InvitationSeal seal = new(new EphemeralDataProtectionProvider());
    private readonly List<Notices.Mail> sent = [];
    private readonly MarketClock clock;
    private readonly Organisation firm;
    private Exception? refuses;

    public InvitationTests()
    {
        clock = new MarketClock(time, TimeZoneInfo.Utc);
        firm = Organisation.Found(OrganisationId.New(clock.Now), new Bilingual("精微<公司>", "Fine & Co"), "ann", [], clock.Now).With(new Member("bob", [Role.Buyer], clock.Now), clock.Now);
        store.Commit(new Changes([StoredAs<Organisation>.Write(firm.Id.Value, firm, 0)], [], clock.Now)).GetAwaiter().GetResult();
    }

    private Actor Ann => Acting.For(firm, "ann");

    [Fact]
    public async Task Nobody_is_invited_by_a_password_alone_to_a_role_that_needs_more()
    {
        var refused = await Invite.Run(Ann with { Strength = Strength.Password }, firm.Id, "eve@example.com", [Role.Approver]);

        Assert.Equal("second_factor_required", refused.Refusal!.First.Code);
        Assert.True((await Invite.Run(Ann with { Strength = Strength.Password }, firm.Id, "eve@example.com", [Role.Finance])).Succeeded);
    }

    [Fact]
    public async Task An_administrator_invites_and_nobody_else_does()
    {
        Assert.Equal(RefusalKind.Forbidden, (await Invite.Run(Acting.For(firm, "bob"), firm.Id, "carl@example.com", [Role.Buyer])).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Invite.Run(Acting.Nobody("zoe"), firm.Id, "carl@example.com", [Role.Buyer])).Refusal!.Kind);
        Assert.Equal(RefusalKind.Forbidden, (await Invite.Run(Acting.Operator, firm.Id, "carl@example.com", [Role.Buyer])).Refusal!.Kind);
        Assert.Equal(["email", "roles"], (await Invite.Run(Ann, firm.Id, "carl", [])).Refusal!.Problems.Select(it => it.Field));
        Assert.True((await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer])).Succeeded);
    }

    [Fact]
    public async Task An_invitation_which_gives_rights_wants_a_fresh_proof()
    {
        time.Advance(RecentProof.GoodFor + TimeSpan.FromSeconds(1));

        Assert.Equal(RecentProof.Code, (await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer])).Refusal!.First.Code);
        Assert.True((await Invite.Run(Ann with { ProvedAt = clock.Now }, firm.Id, "carl@example.com", [Role.Buyer])).Succeeded);
    }

    [Fact]
    public async Task No_second_invitation_is_open_for_one_address_and_no_member_is_invited()
    {
        await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer]);

        Assert.Equal("invited_already", (await Invite.Run(Ann, firm.Id, "Carl@Example.com", [Role.Finance])).Refusal!.First.Code);
        time.Advance(Invitation.GoodFor);
        var ann = Ann with { ProvedAt = clock.Now };
        Assert.True((await Invite.Run(ann, firm.Id, "carl@example.com", [Role.Finance])).Succeeded);
        Assert.Equal("member_already", (await Invite.Run(ann, firm.Id, "bob@example.com", [Role.Finance])).Refusal!.First.Code);
    }

    [Fact]
    public async Task The_same_form_sent_twice_invites_once()
    {
        Func<Invitation, Command?> command = it => new Command("ann:form:1", "same", it.Id.Value);
        var first = (await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer], command)).Value;

        Assert.Equal(first, (await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer], command)).Value);
    }

    [Fact]
    public async Task Its_mail_leads_to_it_says_so_in_both_languages_and_repeats_under_one_message_id()
    {
        var id = (await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer])).Value;
        await Hear();
        await Hear();

        Assert.Equal([$"{id}@plumbline", $"{id}@plumbline"], sent.Select(it => it.MessageId));
        var mail = sent[0];
        Assert.Equal(("carl@example.com", "邀请 Invitation: 精微<公司> Fine & Co"), (mail.To, mail.Subject));
        Assert.Contains("“精微<公司>”邀请您", mail.Text);
        Assert.Contains("Fine & Co invites you", mail.Text);
        Assert.Contains("精微&lt;公司&gt;", mail.Html);
        Assert.DoesNotContain("<公司>", mail.Html);
        var link = mail.Text.Split('\n').First(line => line.StartsWith("https://market.example/invitations/", StringComparison.Ordinal));
        Assert.Equal(id, (await Accept.Show(link[(link.LastIndexOf('/') + 1)..])).Value.Document.Value.Id);
    }

    [Fact]
    public async Task Nothing_that_is_kept_holds_the_link()
    {
        await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer]);
        await Hear();
        var link = sent[0].Text.Split('\n').First(line => line.StartsWith("https://", StringComparison.Ordinal)).Split('/')[^1];

        Assert.DoesNotContain("carl@example.com", EventTypes.Write((await store.After(0, 10))[^1].Event));
        Assert.Equal(RefusalKind.NotFound, (await Accept.Show(link[..^4] + "AAAA")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await Accept.Show("inv_00000000000000000000000000")).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotFound, (await new AcceptInvitation(store, new MemoryInvitations(store), Organisations, new MemoryMemberships(store), new InvitationSeal(new EphemeralDataProtectionProvider()), clock).Show(link)).Refusal!.Kind);
    }

    [Fact]
    public async Task A_mail_refused_for_good_is_given_up_and_any_other_is_tried_again()
    {
        await Invite.Run(Ann, firm.Id, "carl@example.com", [Role.Buyer]);
        refuses = new MailUnsentException("no such person", lasting: true, new IOException());
        await Hear();
        refuses = new MailUnsentException("later", lasting: false, new IOException());
        await Assert.ThrowsAsync<MailUnsentException>(Hear);
    }

    [Fact]
    public async Task Whoever_owns_the_address_joins_once_and_has_the_roles_at_once()
    {
        var link = await Invited("carl@example.com", Role.Finance);

        Assert.Equal(firm.Id, (await Accept.Run(Acting.Nobody("carl"), link)).Value);

        var belongs = Assert.Single(await new WhoActs(new MemoryMemberships(store), Organisations, new ProviderNames(new MemoryProviders(store))).Belongs("carl"));
        Assert.Equal([Role.Finance], belongs.Roles);
        Assert.Equal("used", (await Accept.Run(Acting.Nobody("carl"), link)).Refusal!.First.Code);
        Assert.IsType<MemberJoined>((await store.After(0, 10))[^1].Event);
    }

    [Fact]
    public async Task Nobody_joins_by_the_invitation_of_another_address()
    {
        var link = await Invited("carl@example.com");

        Assert.Equal("another_address", (await Accept.Run(Acting.Nobody("zoe"), link)).Refusal!.First.Code);
        Assert.Equal("another_address", (await Accept.Run(new Actor(new Person("carl", Bilingual.Same("Carl")), null, Strength.Passkey), link)).Refusal!.First.Code);
        Assert.Equal(RefusalKind.Forbidden, (await Accept.Run(Actor.Anonymous, link)).Refusal!.Kind);
        Assert.True((await Accept.Run(Acting.Nobody("someone", "CARL@example.com"), link)).Succeeded);
    }

    [Fact]
    public async Task It_holds_for_seven_days_and_not_a_moment_longer()
    {
        var link = await Invited("carl@example.com");
        time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMilliseconds(1));
        Assert.True((await Accept.Show(link)).Succeeded);

        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("expired", (await Accept.Run(Acting.Nobody("carl"), link)).Refusal!.First.Code);
    }

    [Fact]
    public async Task One_that_was_withdrawn_holds_no_more()
    {
        var link = await Invited("carl@example.com");
        var id = seal.Open(link)!.Value;

        Assert.Equal(RefusalKind.Forbidden, (await Withdraw.Run(Acting.For(firm, "bob"), firm.Id, id)).Refusal!.Kind);
        Assert.True((await Withdraw.Run(Ann, firm.Id, id)).Succeeded);
        Assert.True((await Withdraw.Run(Ann, firm.Id, id)).Succeeded);
        Assert.Equal("withdrawn", (await Accept.Run(Acting.Nobody("carl"), link)).Refusal!.First.Code);
    }

    [Fact]
    public async Task Many_clicks_at_once_join_once_and_many_colleagues_all_join()
    {
        var link = await Invited("carl@example.com");
        var clicks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Accept.Run(Acting.Nobody("carl"), link))));
        Assert.Single(clicks, it => it.Succeeded);

        var links = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Invited($"colleague{i}@example.com")));
        var joined = await Task.WhenAll(links.Select((it, i) => Task.Run(() => Accept.Run(Acting.Nobody($"colleague{i}"), it))));
        Assert.All(joined, it => Assert.True(it.Succeeded));
    }

    Task IMail.Send(Notices.Mail mail, CancellationToken cancel)
    {
        if (refuses is not null) throw refuses;
        sent.Add(mail);
        return Task.CompletedTask;
    }

    private async Task Hear() => await new SendInvitations(
        new MemoryInvitations(store), Organisations, this,
        new InvitationLetter(seal, new SiteLinks(new ConfigurationBuilder().AddInMemoryCollection([new("Site:Address", "https://market.example")]).Build(), new NoServer()), clock, HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All)),
        clock, NullLogger<SendInvitations>.Instance).Hear(await store.After(0, 100), default);

    private async Task<string> Invited(string email, Role role = Role.Buyer) => seal.Seal((await Invite.Run(Ann, firm.Id, email, [role])).Value);

    private MemoryOrganisations Organisations => new(store);
    private OwnOrganisation Own => new(Organisations, new RecentProof(new SignInClock(time)));
    private InvitePerson Invite => new(store, Own, new MemoryInvitations(store), [new Known()], clock);
    private WithdrawInvitation Withdraw => new(store, Own, new MemoryInvitations(store), clock);
    private AcceptInvitation Accept => new(store, new MemoryInvitations(store), Organisations, new MemoryMemberships(store), seal, clock);

    private sealed class Known : IKnowPeople
    {
        public ValueTask<Person?> Find(string id, CancellationToken cancel = default) => new(Acting.Nobody(id).Person);
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        public void Dispose() { }
    }
}
