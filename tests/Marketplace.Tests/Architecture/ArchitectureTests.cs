using Marketplace.Vocabulary;
using Mono.Cecil;
using Xunit;

namespace Marketplace.Tests.Architecture;

public sealed class ArchitectureTests : IDisposable
{
    private readonly ModuleDefinition product = ModuleDefinition.ReadModule(typeof(Bilingual).Assembly.Location);
    private readonly Planted planted = new();

    [Fact]
    public void Only_listed_rooms_exist()
    {
        Assert.Empty(Rules.RoomsThatAreNotListed(TypeUse.In(product)));

        planted.Mention(planted.Class("Marketplace.Helpers", "Helper"), planted.Class("Marketplace.Vocabulary", "Word"));
        Assert.Equal(["Helpers"], Rules.RoomsThatAreNotListed(TypeUse.In(planted.Module)));
    }

    [Fact]
    public void A_room_looks_only_into_the_rooms_of_its_row()
    {
        Assert.Empty(Rules.LooksAcross(TypeUse.In(product)));

        planted.Mention(planted.Class("Marketplace.Standards.Browse", "StandardPage"), planted.Class("Marketplace.Listings", "Listing"));
        planted.Mention(planted.Class("Marketplace.Listings", "Publish"), planted.Class("Marketplace.Standards", "Standard"));
        Assert.Equal(["StandardPage"], Rules.LooksAcross(TypeUse.In(planted.Module)).Select(use => use.From));
    }

    [Fact]
    public void The_table_of_rooms_has_no_circle() => Assert.All(Rooms.Table, row =>
        Assert.All(row.Value, below => Assert.False(Rooms.May(below, row.Key), $"{row.Key} and {below} look into each other")));

    [Fact]
    public void The_folders_below_a_room_are_its_own_affair()
    {
        Assert.Empty(Rules.LooksInside(TypeUse.In(product)));

        var inside = planted.Class("Marketplace.Listings.Publish", "PublishListing");
        planted.Mention(planted.Class("Marketplace.Discovery", "Search"), inside);
        planted.Mention(planted.Class("Marketplace.Web", "Layout"), inside);
        planted.Mention(planted.Class("Marketplace.Listings.Draft", "SaveDraft"), inside);
        Assert.Equal(["Search", "Layout"], Rules.LooksInside(TypeUse.In(planted.Module)).Select(use => use.From));
    }

    [Fact]
    public void The_product_references_no_vendor()
    {
        Assert.Empty(Rules.VendorReferences(product.AssemblyReferences.Select(a => a.Name)));

        Assert.Equal(["Lucene.Net", "Microsoft.Data.Sqlite"], Rules.VendorReferences(["System.Text.Json", "Lucene.Net", "Ulid", "Microsoft.Data.Sqlite"]));
    }

    [Fact]
    public void A_constructor_asks_for_at_most_five_interfaces()
    {
        Assert.Empty(Rules.GreedyConstructors(product));

        var part = planted.Interface("Marketplace.Listings", "IListings");
        planted.Constructor(planted.Class("Marketplace.Listings", "Modest"), Enumerable.Repeat(part, 5));
        planted.Constructor(planted.Class("Marketplace.Listings", "Greedy"), Enumerable.Repeat(part, 6));
        Assert.Equal(["Marketplace.Listings.Greedy asks for 6 interfaces"], Rules.GreedyConstructors(planted.Module));
    }

    [Fact]
    public void Nobody_writes_raw_markup()
    {
        Assert.Empty(Rules.RawMarkup(TypeUse.In(product)));

        planted.Mention(planted.Class("Marketplace.Listings", "ShowListing"), planted.Foreign("Microsoft.AspNetCore.Components", "MarkupString"));
        Assert.Equal(["ShowListing"], Rules.RawMarkup(TypeUse.In(planted.Module)).Select(use => use.From));
    }

    [Fact]
    public void No_hand_written_file_is_longer_than_two_hundred_and_fifty_lines()
    {
        Assert.Empty(Rules.LongFiles(Source.Files()));

        Assert.Equal(["long.cs has 251 lines"], Rules.LongFiles([("long.cs", 251), ("short.cs", 250)]));
    }

    public void Dispose()
    {
        product.Dispose();
        planted.Dispose();
    }
}
