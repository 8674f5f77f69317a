using Xunit;

namespace Marketplace.Standards.Browse;

public sealed class DocumentFilterTests
{
    private static readonly Catalogue catalogue = Catalogue.Load();

    [Theory]
    [InlineData("17025")]
    [InlineData("iso/iec 17025")]
    public void A_number_as_people_write_it_finds_the_standard(string query) =>
        Assert.Contains(catalogue.Standards, it => it.Id == "iso-iec-17025-2017" && Found(query).Contains(it));

    [Fact]
    public void Filters_hold_together_and_empty_ones_ask_nothing()
    {
        Assert.Equal(catalogue.Standards.Count, Found("").Count);
        var body = catalogue.Standard("iso-iec-17025-2017")!.Body;
        var found = DocumentFilter.Of("laboratories", body, null, "TC", null, "").Apply(catalogue.Standards);
        Assert.NotEmpty(found);
        Assert.All(found, it => Assert.Equal(body, it.Body));
        Assert.True(found.Count < DocumentFilter.Of("laboratories", "", "", "", "", "").Apply(catalogue.Standards).Count);
        Assert.Empty(DocumentFilter.Of("no such words here", body, null, null, null, null).Apply(catalogue.Standards));
    }

    private static IReadOnlyList<Standard> Found(string query) => DocumentFilter.Of(query, null, null, null, null, null).Apply(catalogue.Standards);
}
