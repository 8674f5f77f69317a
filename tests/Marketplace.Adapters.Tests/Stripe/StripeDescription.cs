using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Marketplace.Rigs;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Servers;
using Xunit;

namespace Marketplace.Adapters.Tests.Stripe;

/// <summary>Stripe's own description of its API (OpenAPI, 2026-08-26), to which requests and answers are held.</summary>
internal sealed class StripeDescription
{
    private static readonly string file = Path.Combine(Repository.Root, "..", "shared", "oracles", "stripe", "spec3-2026-08-26.json");
    private const string address = "https://stripe.test/api";
    private static readonly Lazy<StripeDescription> once = new(() => new StripeDescription(JsonNode.Parse(File.ReadAllText(file))!));
    private readonly JsonObject paths;
    private readonly Dictionary<string, JsonSchema> made = [];

    private StripeDescription(JsonNode document)
    {
        paths = document["paths"]!.AsObject();
        // Registered by its address, to which what is made of the paths refers.
        JsonSchema.FromText(new JsonObject { ["$id"] = address, ["$defs"] = Schema(document["components"]!["schemas"]!) }.ToJsonString());
    }

    /// <summary>Skips the test where the description is not there, unless Stripe's checker is required: they stand in the same place.</summary>
    public static StripeDescription Here()
    {
        if (!File.Exists(file))
        {
            if (TestServer.StripeMock.IsRequired) throw new InvalidOperationException($"There is no {file}.");
            Assert.Skip($"There is no {file} to hold requests and answers to.");
        }
        return once.Value;
    }

    /// <summary>What is wrong with a request, or null.</summary>
    public string? Wrong(FakeRequest asked)
    {
        if (Operation(asked.Method, asked.Path) is not var (template, operation)) return $"There is no {asked.Method} {asked.Path}.";
        JsonNode? schema;
        if (asked.Method == "POST") schema = operation["requestBody"]?["content"]?["application/x-www-form-urlencoded"]?["schema"];
        else
        {
            var parameters = operation["parameters"]!.AsArray().Where(it => (string?)it!["in"] == "query").ToDictionary(it => (string)it!["name"]!, it => it!["schema"]!.DeepClone());
            schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = new JsonObject(parameters.Select(it => KeyValuePair.Create(it.Key, (JsonNode?)it.Value))) };
        }
        if (schema is null) return asked.Fields.Count == 0 ? null : $"{template} takes nothing.";
        return Check($"{asked.Method} {template} request", Schema(schema)!, Nested(asked.Fields));
    }

    /// <summary>What is wrong with an answer, or null.</summary>
    public string? Wrong(FakeRequest asked, FakeAnswer answer)
    {
        if (answer.Status != 200) return Check("error", new JsonObject { ["$ref"] = $"{address}#/$defs/error" }, JsonNode.Parse(answer.Body));
        var (template, operation) = Operation(asked.Method, asked.Path)!.Value;
        return Check($"{asked.Method} {template} answer", Schema(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!)!, JsonNode.Parse(answer.Body));
    }

    public string? WrongEvent(string body)
    {
        var told = JsonNode.Parse(body)!;
        var about = told["data"]!["object"]!;
        return Check("event", new JsonObject { ["$ref"] = $"{address}#/$defs/event" }, told) ?? Check((string)about["object"]!, new JsonObject { ["$ref"] = $"{address}#/$defs/{(string)about["object"]!}" }, about);
    }

    private (string Template, JsonNode Operation)? Operation(string method, string path)
    {
        var parts = path.Split('/');
        foreach (var (template, operations) in paths.OrderBy(it => it.Key.Count(letter => letter == '{')))
        {
            var wanted = template.Split('/');
            if (wanted.Length == parts.Length && wanted.Zip(parts).All(it => it.First.StartsWith('{') || it.First == it.Second) && operations![method.ToLowerInvariant()] is { } operation) return (template, operation);
        }
        return null;
    }

    private string? Check(string name, JsonNode schema, JsonNode? value)
    {
        if (!made.TryGetValue(name, out var compiled))
        {
            made[name] = compiled = JsonSchema.FromText(schema.ToJsonString(), baseUri: new Uri($"{address}/{made.Count}"));
        }
        var found = compiled.Evaluate(JsonSerializer.SerializeToElement(value), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return found.IsValid ? null : $"{name}: {value?.ToJsonString()}\n" + string.Join("\n", found.Details!.Where(it => it.Errors is not null).SelectMany(it => it.Errors!.Select(error => $"  {it.InstanceLocation}: {error.Value}")).Distinct().Take(12));
    }

    /// <summary>OpenAPI 3.0's dialect as JSON Schema: what may be null says so by its types.</summary>
    private static JsonNode? Schema(JsonNode? of)
    {
        switch (of)
        {
            case JsonArray list:
                return new JsonArray([.. list.Select(Schema)]);
            case JsonObject it:
                var made = new JsonObject();
                foreach (var (name, value) in it)
                {
                    if (name == "properties") made[name] = new JsonObject(value!.AsObject().Select(property => KeyValuePair.Create(property.Key, Schema(property.Value))));
                    else if (name == "$ref") made[name] = ((string)value!).Replace("#/components/schemas/", $"{address}#/$defs/", StringComparison.Ordinal);
                    else if (name is not ("description" or "title" or "nullable" or "discriminator" or "format" or "pattern") && !name.StartsWith("x-", StringComparison.Ordinal)) made[name] = Schema(value);
                }
                return it["nullable"] is { } nullable && nullable.GetValueKind() == JsonValueKind.True ? new JsonObject { ["anyOf"] = new JsonArray(made, new JsonObject { ["type"] = "null" }) } : made;
            default:
                return of?.DeepClone();
        }
    }

    /// <summary>Form fields as the object that they describe: <c>a[b][0]=c</c>.</summary>
    private static JsonObject Nested(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var root = new JsonObject();
        foreach (var (name, value) in fields)
        {
            var parts = name.Split('[').Select(it => it.TrimEnd(']')).ToList();
            var at = root;
            foreach (var part in parts[..^1]) at = (JsonObject)(at[part] ??= new JsonObject());
            at[parts[^1] is "" ? at.Count.ToString(CultureInfo.InvariantCulture) : parts[^1]] = Value(parts[0], value);
        }
        return (JsonObject)Lists(root)!;
    }

    private static JsonNode Value(string root, string text) => root is "metadata" or "payment_intent_data" || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? text is "true" or "false" ? JsonValue.Create(text == "true") : JsonValue.Create(text)
        : JsonValue.Create(number);

    private static JsonNode? Lists(JsonNode? of) => of is not JsonObject it ? of?.DeepClone()
        : it.Count > 0 && it.Select((field, number) => field.Key == number.ToString(CultureInfo.InvariantCulture)).All(same => same) ? new JsonArray([.. it.Select(field => Lists(field.Value))])
        : new JsonObject(it.Select(field => KeyValuePair.Create(field.Key, Lists(field.Value))));
}
