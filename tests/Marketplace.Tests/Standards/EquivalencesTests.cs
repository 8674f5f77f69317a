namespace Marketplace.Standards;

public sealed class EquivalencesTests
{
    private static Equivalences Equivalences => Shipped.Catalogue.Equivalences;

    [Fact]
    public void An_identical_adoption_serves_both_ways()
    {
        Assert.NotNull(Equivalences.Chain("iso-iec-17025-2017", "gbt-27025-2019", EquivalencePolicy.Idt));
        Assert.NotNull(Equivalences.Chain("gbt-27025-2019", "iso-iec-17025-2017", EquivalencePolicy.Idt));
    }

    [Fact]
    public void Two_adoptions_of_one_source_are_two_edges_apart()
    {
        var chain = Equivalences.Chain("cnas-cl01-2018", "gbt-27025-2019", EquivalencePolicy.Idt)!;
        Assert.Equal(["cnas-cl01-2018", "iso-iec-17025-2017"], chain.Steps.Select(s => s.From));
        Assert.True(chain.FromMemory);
    }

    [Fact]
    public void A_modified_adoption_serves_its_source_where_the_requirement_says_so_and_never_the_other_way()
    {
        Assert.Equal("MOD", Equivalences.Chain("iso-16290-2013", "en-16603-11-2019", EquivalencePolicy.Mod)!.Degree);
        Assert.Null(Equivalences.Chain("iso-16290-2013", "en-16603-11-2019", EquivalencePolicy.Idt));
        Assert.Null(Equivalences.Chain("en-16603-11-2019", "iso-16290-2013", EquivalencePolicy.Mod));
        Assert.True(Equivalences.Partial("iso-16290-2013").ContainsKey("en-16603-11-2019"));
    }

    [Fact]
    public void A_not_equivalent_or_uncertain_edge_satisfies_nothing()
    {
        Assert.Null(Equivalences.Chain("iso-50002-2014", "gbt-17166-2019", EquivalencePolicy.Mod));
        Assert.Null(Equivalences.Chain("iso-iec-17043-2023", "gbt-27043-2025", EquivalencePolicy.Mod));
        Assert.True(Equivalences.Doubtful("iso-iec-17043-2023").ContainsKey("gbt-27043-2025"));
    }

    [Fact]
    public void An_equivalence_speaks_of_one_edition_only() =>
        Assert.Null(Equivalences.Chain("iso-iec-17020-2026", "gbt-27020-2016", EquivalencePolicy.Mod));

    [Fact]
    public void No_equivalent_is_accepted_where_none_is_allowed()
    {
        Assert.Null(Equivalences.Chain("iso-iec-17025-2017", "gbt-27025-2019", EquivalencePolicy.None));
        Assert.Empty(Equivalences.Chain("iso-iec-17025-2017", "iso-iec-17025-2017", EquivalencePolicy.None)!.Steps);
    }

    [Fact]
    public void Every_chain_is_as_the_rules_allow()
    {
        foreach (var document in Shipped.Catalogue.Standards.Concat<NormativeDocument>(Shipped.Catalogue.Methods))
        {
            foreach (var (held, chain) in Equivalences.Satisfying(document.Id))
            {
                Assert.InRange(chain.Steps.Count, 1, 2);
                Assert.All(chain.Steps, s => Assert.Equal("IDT", s.Degree));
                Assert.DoesNotContain(chain.Steps, s => s.Confidence == "uncertain");
                Assert.Equal((document.Id, held), (chain.Steps[0].From, chain.Steps[^1].To));
                Assert.NotNull(Equivalences.Chain(held, document.Id, EquivalencePolicy.Idt));
            }
            foreach (var (held, chain) in Equivalences.Partial(document.Id))
            {
                Assert.Contains(chain.Steps, s => s.Degree == "MOD");
                foreach (var step in chain.Steps.Where(s => s.Degree == "MOD"))
                    Assert.Contains(Shipped.Catalogue.Document(step.To)!.Equivalences, e => e.To == step.From && e.Degree == "MOD");
                Assert.DoesNotContain(held, Equivalences.Satisfying(document.Id).Keys);
            }
        }
    }
}
