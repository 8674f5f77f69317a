using System.Text.Json;
using Marketplace.Standards;
using Xunit;

namespace Marketplace.Listings.Versions;

public sealed class ListingDiffTests
{
    private static readonly Specification specification = Shipped.Catalogue.Specification("TC.01")!;

    [Fact]
    public void A_content_does_not_differ_from_itself()
    {
        var content = Content(ConformityCase.Named("TC.01-good").Answers);

        Assert.True(ListingDiff.Between(specification, content, content).IsEmpty);
    }

    [Fact]
    public void Lists_are_compared_row_by_row()
    {
        var change = Assert.Single(ListingDiff.Between(specification, Content(Rows("a", "b", "b")), Content(Rows("b", "c"))).Answers);

        Assert.Equal(["a", "b"], change.RowsGone.Select(row => row.GetProperty("object").GetString()));
        Assert.Equal(["c"], change.RowsNew.Select(row => row.GetProperty("object").GetString()));
        Assert.True(change.IsMaterial);
    }

    [Fact]
    public void A_new_title_is_no_material_change()
    {
        var after = Answers.Empty.With("title", JsonSerializer.SerializeToElement(new { en = "Another title" }));
        var diff = ListingDiff.Between(specification, Content(Answers.Empty), Content(after));

        Assert.False(diff.IsMaterial);
        Assert.False(diff.IsEmpty);
    }

    private static Answers Rows(params string[] objects) =>
        Answers.Empty.With("scope_items", JsonSerializer.SerializeToElement(objects.Select(it => new Dictionary<string, string> { ["object"] = it })));

    private static ListingContent Content(Answers answers) => new("TC.01", 1, answers, [], []);
}
