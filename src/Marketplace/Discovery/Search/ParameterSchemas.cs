using System.Globalization;
using System.Text.Json.Nodes;
using Marketplace.Standards;
using Microsoft.OpenApi;

namespace Marketplace.Discovery.Search;

/// <summary>Describes the parameters of search for the API's description, from the same vocabulary that accepts their values.</summary>
internal sealed class ParameterSchemas(SearchVocabulary vocabulary)
{
    /// <summary>What <see cref="Vocabulary.CleanText"/> takes, as a pattern.</summary>
    private const string Clean = @"[^\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]";

    private readonly Catalogue catalogue = vocabulary.Catalogue;

    public IEnumerable<OpenApiParameter> All()
    {
        foreach (var name in SearchParameters.Singles) yield return Parameter(name, Single(name));
        foreach (var name in SearchParameters.Filters) yield return Parameter(name, Many(Value(name)));
        foreach (var key in vocabulary.FacetKeys) yield return Parameter(SearchParameters.FacetPrefix + key, Many(FacetValue(key)));
    }

    /// <summary>The same parameters as members of a JSON object, where one value need not stand in a list.</summary>
    public Dictionary<string, IOpenApiSchema> Members(params string[] without) =>
        All().Where(p => !without.Contains(p.Name)).ToDictionary(p => p.Name!, p => p.Schema is { Items: { } one } ? new OpenApiSchema { AnyOf = [one, p.Schema] } : p.Schema!);

    private OpenApiParameter Parameter(string name, OpenApiSchema schema) => new()
    {
        Name = name, In = ParameterLocation.Query, Style = ParameterStyle.Form, Explode = true, Schema = schema,
        Description = vocabulary.NameOf(name).En,
    };

    private static OpenApiSchema Many(OpenApiSchema value) =>
        new() { Type = JsonSchemaType.Array, Items = value, MinItems = 1, MaxItems = SearchParameters.MostValues };

    private static OpenApiSchema Single(string name) => name switch
    {
        "q" => new() { Type = JsonSchemaType.String, MaxLength = SearchParameters.LongestText, Pattern = $"^{Clean}*$" },
        "lang" => OneOf("zh", "en"),
        "equivalents" or "excluded" => new() { Type = JsonSchemaType.Boolean },
        "currency" => new() { Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$" },
        "priceMin" or "priceMax" => Number(0, SearchParameters.LargestAmount),
        "daysMax" => Number(0, SearchParameters.MostDays),
        "size" => Number(1, SearchParameters.LargestSize),
        "sort" => OneOf([.. SearchParameters.SortNames]),
        _ => new() { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{1,1000}$", Description = "What `next` gave; of the same search." },
    };

    private OpenApiSchema Value(string name) => name switch
    {
        "class" => OneOf([.. catalogue.Families.Select(f => f.Code), .. catalogue.Classes.Select(c => c.Code)]),
        "standard" => OneOf([.. catalogue.Standards.Select(s => s.Id), .. catalogue.Methods.Select(m => m.Id)]),
        "permit" => OneOf([.. catalogue.Permits.Select(p => p.Code)]),
        "evidence" => OneOf([.. catalogue.EvidenceTypes, "self_declaration", "peer_review"]),
        "mark" => OneOf([.. catalogue.Marks]),
        "region" => new() { Type = JsonSchemaType.String, Pattern = "^([A-Z]{2}(-[A-Z0-9]{1,3})?|abroad)$" },
        "serves" => new() { Type = JsonSchemaType.String, Pattern = "^[A-Z]{2}(-[A-Z0-9]{1,3})?$" },
        "language" => new() { Type = JsonSchemaType.String, Pattern = "^[a-z]{2,3}$" },
        "providerSize" or "verdict" or "basis" => OneOf([.. Fixed.Labels.Keys.Where(k => k.Name == name).Select(k => k.Value)]),
        "days" => OneOf([.. vocabulary.Days.All.Select(b => b.Value)]),
        "price" => OneOf([Bands.None, .. vocabulary.Prices.All.Select(b => b.Value)]),
        _ => Text(),
    };

    private OpenApiSchema FacetValue(string key) => vocabulary.ValuesOf(key) is { } values ? OneOf([.. values]) : Text();

    private static OpenApiSchema Text() => new()
    {
        Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200,
        Pattern = $"^{Clean}*[0-9A-Za-z\\u4e00-\\u9fff]{Clean}*$",
    };

    private static OpenApiSchema OneOf(params string[] values) =>
        new() { Type = JsonSchemaType.String, Enum = [.. values.Select(v => (JsonNode)JsonValue.Create(v))] };

    private static OpenApiSchema Number(long min, long max) => new()
    {
        Type = JsonSchemaType.Integer, Format = "int64",
        Minimum = min.ToString(CultureInfo.InvariantCulture), Maximum = max.ToString(CultureInfo.InvariantCulture),
    };
}
