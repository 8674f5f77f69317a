using Marketplace.Rigs.Identity;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Identity;

public sealed class TwoPersonRuleTests
{
    private static readonly Organisation firm = Firm().With(new Member("bob", [Role.Approver], Acting.Since), Acting.Since);
    private static readonly FirstPerson first = new("ann", firm.Id);

    [Fact]
    public void A_colleague_finishes_what_somebody_began() => Assert.Null(TwoPersonRule.Refuses(first, Acting.For(firm, "bob")));

    [Fact]
    public void Nobody_finishes_what_they_began_themselves() => Assert.Equal("same_person", TwoPersonRule.Refuses(first, Acting.For(firm, "ann"))!.First.Code);

    [Fact]
    public void Nor_does_anybody_of_another_organisation_or_of_none_or_the_operator()
    {
        var elsewhere = Firm().With(new Member("bob", [Role.Approver], Acting.Since), Acting.Since);

        foreach (var actor in new[] { Acting.For(elsewhere, "bob"), Acting.Nobody("bob"), Acting.Operator, Actor.Anonymous, Acting.Nobody("ann") })
            Assert.Equal("other_organisation", TwoPersonRule.Refuses(first, actor)!.First.Code);
    }

    private static Organisation Firm() => Organisation.Found(OrganisationId.New(Acting.Since), Bilingual.Same("Firm"), "ann", [], Acting.Since);
}
