using System.Text.Json;
using System.Text.Json.Nodes;
using Marketplace.Vocabulary;

namespace Marketplace.Demo.Content;

/// <summary>The shipped vocabulary of the demo market (Demo/Data): what is offered, where, by whom and on which evidence.</summary>
internal sealed class DemoContent
{
    private static readonly string[] families = ["TC", "IC", "TT", "RD", "IP", "IN", "EN", "SI", "TE", "IT"];

    private DemoContent()
    {
        Places = Read<PlacesContent>("places");
        Evidence = Read<EvidenceContent>("evidence");
        Offers = families.SelectMany(OffersOf).ToLookup(offer => offer.Code);
        Classes = families.ToDictionary(family => family, family => (IReadOnlyList<string>)[.. Offers.Select(o => o.Key).Where(c => c.StartsWith(family, StringComparison.Ordinal))]);
    }

    public PlacesContent Places { get; }
    public EvidenceContent Evidence { get; }
    /// <summary>By class code, in the order of the files.</summary>
    public ILookup<string, Offer> Offers { get; }
    /// <summary>By family, in the order of the files.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; }

    public static DemoContent Load() => new();

    private static IEnumerable<Offer> OffersOf(string family)
    {
        var common = Node("common");
        var file = Node(family);
        var classes = Take(file, "classes")!.AsArray();
        var shared = Merge(common, file);
        foreach (var @class in classes.Select(c => c!.AsObject()))
        {
            var narrower = Take(@class, "benches") ?? Take(@class, "offers");
            var wider = Merge(shared, @class);
            foreach (var offer in narrower?.AsArray().Select(o => o!.AsObject()) ?? [new JsonObject()])
                yield return Merge(wider, offer).Deserialize<Offer>(MarketJson.Strict)!;
        }
    }

    /// <summary>The narrower's members replace the wider's, but answers are replaced one by one, prices by their parts, and needs add up.</summary>
    private static JsonObject Merge(JsonObject wider, JsonObject narrower)
    {
        var merged = wider.DeepClone().AsObject();
        foreach (var (key, value) in narrower)
            merged[key] = (key, merged[key], value) switch
            {
                ("answers" or "price", JsonObject before, JsonObject now) => Over(before, now),
                ("requires", JsonArray before, JsonArray now) => new JsonArray([.. before.Concat(now).Select(n => n?.DeepClone())]),
                _ => value?.DeepClone(),
            };
        return merged;
    }

    private static JsonObject Over(JsonObject before, JsonObject now)
    {
        var result = before.DeepClone().AsObject();
        foreach (var (key, value) in now) result[key] = value?.DeepClone();
        return result;
    }

    private static JsonNode? Take(JsonObject from, string key)
    {
        var found = from[key];
        from.Remove(key);
        return found;
    }

    private static JsonObject Node(string name)
    {
        using var file = Open(name);
        return JsonNode.Parse(file)!.AsObject();
    }

    private static T Read<T>(string name)
    {
        using var file = Open(name);
        return JsonSerializer.Deserialize<T>(file, MarketJson.Strict)!;
    }

    private static Stream Open(string name) =>
        typeof(DemoContent).Assembly.GetManifestResourceStream($"Marketplace.Demo.Data.{name}.json")
        ?? throw new InvalidOperationException($"Demo/Data/{name}.json is not embedded.");
}
