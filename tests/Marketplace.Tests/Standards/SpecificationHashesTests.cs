using System.Text.Json;

namespace Marketplace.Standards;

/// <summary>A published edition never changes: whoever changes a question or a requirement must publish a new edition instead.</summary>
public sealed class SpecificationHashesTests
{
    [Fact]
    public void Every_published_edition_has_the_hash_it_was_published_with()
    {
        using var file = typeof(SpecificationHashesTests).Assembly.GetManifestResourceStream("Marketplace.Standards.specification-hashes.json")!;
        var published = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
        var now = Shipped.Catalogue.Classes.ToDictionary(c => $"{c.Code}/1", c => Shipped.Catalogue.Specification(c.Code)!.Hash);
        Assert.Equal(60, published.Count);
        Assert.Equal(published.OrderBy(p => p.Key), now.OrderBy(n => n.Key));
    }

    [Fact]
    public void The_hash_does_not_depend_on_the_order_of_members_or_on_white_space()
    {
        using var one = JsonDocument.Parse("""{"b": [1, {"y": null, "x": "中"}], "a": true}""");
        using var two = JsonDocument.Parse("""{"a":true,"b":[1,{"x":"中","y":null}]}""");
        Assert.Equal(CanonicalJson.Bytes(one.RootElement), CanonicalJson.Bytes(two.RootElement));
    }
}
