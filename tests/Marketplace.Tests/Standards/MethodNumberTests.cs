namespace Marketplace.Standards;

public sealed class MethodNumberTests
{
    [Theory]
    [InlineData("GB/T 17626.2-2018", "GB/T 17626.2", "2018")]
    [InlineData("IEC 61000-4-2:2008", "IEC 61000-4-2", "2008")]
    [InlineData("IEC 61000-4-2", "IEC 61000-4-2", null)]
    [InlineData("ISO 148-1：2016", "ISO 148-1", "2016")]
    [InlineData("HJ 630—2011", "HJ 630", "2011")]
    [InlineData("GB 5009.12", "GB 5009.12", null)]
    public void A_number_is_split_from_its_edition(string text, string number, string? edition) =>
        Assert.Equal(new MethodNumber(number, edition), MethodNumber.Split(text));

    [Fact]
    public void Comparison_forgets_spaces_width_letter_case_and_the_kind_of_dash() =>
        Assert.Equal(MethodNumber.Comparable("GB/T 17626.2-2018"), MethodNumber.Comparable(" ｇｂ/t17626.2－2018 "));

    [Theory]
    [InlineData("gbt-17626-2-2018")]
    [InlineData("GB/T 17626.2-2018")]
    [InlineData("gb/t17626.2—2018")]
    [InlineData("GBT 17626.2-2018")]
    public void A_method_is_found_as_people_write_it(string text) =>
        Assert.Equal(["gbt-17626-2-2018"], Shipped.Catalogue.FindMethod(text).Candidates.Select(c => c.Id));

    [Fact]
    public void Without_edition_every_edition_is_meant_newest_first() =>
        Assert.Equal(["gbt-17626-2-2018", "gbt-17626-2-2006"], Shipped.Catalogue.FindMethod("GB/T 17626.2").Candidates.Select(c => c.Id));

    [Fact]
    public void An_unknown_number_is_understood_and_finds_nothing()
    {
        var match = Shipped.Catalogue.FindMethod("GB/T 99999-2020");
        Assert.Empty(match.Candidates);
        Assert.Equal("2020", match.Asked.Edition);
    }
}
