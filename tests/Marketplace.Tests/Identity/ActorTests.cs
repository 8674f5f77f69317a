using Marketplace.Identity;
using Marketplace.Rigs.Identity;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Identity;

public sealed class ActorTests
{
    private static readonly ProviderId provider = ProviderId.New(Acting.Since);
    private static readonly Organisation firm =
        Organisation.Found(OrganisationId.New(Acting.Since), Bilingual.Same("Firm"), "boss", [], Acting.Since).SpeakingFor(provider, Acting.Since);

    [Theory]
    [InlineData(Role.Admin, false)]
    [InlineData(Role.Buyer, false)]
    [InlineData(Role.ProcurementOfficer, false)]
    [InlineData(Role.Approver, false)]
    [InlineData(Role.Finance, false)]
    [InlineData(Role.ProviderEditor, true)]
    [InlineData(Role.ProviderAdmin, true)]
    public void Of_the_roles_in_an_organisation_those_for_its_providers_edit_them_and_administering_is_none_of_them(Role role, bool edits)
    {
        var actor = As(role);

        Assert.Equal(edits, actor.MayEdit(provider));
        Assert.Equal(edits, actor.MaySee(provider));
        Assert.Equal(edits, actor.Scope.Covers(provider));
        Assert.False(actor.MayEdit(ProviderId.New(Acting.Since)));
    }

    [Theory]
    [InlineData(Role.Admin, Strength.Password, true)]
    [InlineData(Role.Buyer, Strength.Password, true)]
    [InlineData(Role.ProviderAdmin, Strength.Password, true)]
    [InlineData(Role.ProcurementOfficer, Strength.Password, false)]
    [InlineData(Role.Approver, Strength.Password, false)]
    [InlineData(Role.Approver, Strength.None, false)]
    [InlineData(Role.ProcurementOfficer, Strength.SecondFactor, true)]
    [InlineData(Role.Approver, Strength.Passkey, true)]
    public void A_role_that_needs_more_than_a_password_gives_no_right_without(Role role, Strength strength, bool has) =>
        Assert.Equal(has, (As(role) with { Strength = strength }).Has(role));

    [Theory]
    [InlineData(PlatformRole.StandardsOfficer)]
    [InlineData(PlatformRole.Arbiter)]
    [InlineData(PlatformRole.Operator)]
    [InlineData(PlatformRole.Auditor)]
    public void No_role_of_the_platform_does_with_a_password_alone(PlatformRole role)
    {
        var actor = Acting.Nobody("ann") with { Platform = [role] };

        Assert.True(actor.Has(role));
        Assert.False((actor with { Strength = Strength.Password }).Has(role));
        Assert.False((actor with { Strength = Strength.Password }).Scope.Covers(firm.Id));
    }

    [Fact]
    public void An_auditor_sees_all_and_edits_nothing()
    {
        Assert.True(Acting.Auditor.MaySee(provider));
        Assert.True(Acting.Auditor.Scope.Covers(firm.Id));
        Assert.False(Acting.Auditor.MayEdit(provider));
        Assert.True(Acting.Operator.MayEdit(provider));
    }

    [Fact]
    public void Nobody_covers_nothing_and_a_member_only_the_organisation_acted_for()
    {
        var other = OrganisationId.New(Acting.Since);

        Assert.False(Actor.Anonymous.Scope.Covers(firm.Id));
        Assert.False(TenantScope.Nobody.Covers(provider));
        Assert.True(As(Role.Finance).Scope.Covers(firm.Id));
        Assert.False(As(Role.Finance).Scope.Covers(other));
    }

    private static Actor As(Role role) => Acting.For(firm.With(new Member("ann", [role], Acting.Since), Acting.Since), "ann");
}
