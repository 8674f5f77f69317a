using System.Text.Json.Nodes;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Schema;

/// <summary>
/// The answers of a specification as JSON Schema (draft 2020-12). It says what one answer may be; which answers a listing needs is left to
/// the engine, so that a draft is valid too. Limits that depend on the day of saving, and lengths after trimming, stay with the server.
/// </summary>
internal static class AnswersSchema
{
    private const int LongestText = 4000;
    private const int LongestItem = 200;

    public static JsonObject Of(Specification specification)
    {
        var properties = new JsonObject();
        foreach (var question in specification.Questions) properties[question.Key] = OfQuestion(question);
        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = $"urn:marketplace:specification:{specification.Class.Code}:{specification.Edition}",
            ["title"] = $"{specification.Class.Code} {specification.Class.Name.En}, edition {specification.Edition}",
            ["description"] = $"Answers of a listing. The marketplace's own specification, citing standards; SHA-256 {specification.Hash}.",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    private static JsonObject OfQuestion(Question question)
    {
        var schema = question.Type == QuestionType.List ? List(question) : question.Localized ? Localized(question) : Single(question);
        schema["title"] = question.Label.In(Language.En);
        if (question.Help?.En is { } help) schema["description"] = help;
        if (question.Unit is not null) schema["x-unit"] = question.Unit;
        if (question.StandardId is not null) schema["x-standard"] = question.StandardId;
        return schema;
    }

    private static JsonObject List(Question question)
    {
        var items = question.Columns.Count > 0 ? Row(question.Columns)
            : question.EnumValues is not null ? Values(question)
            : Text(question.Limits with { MaxLength = question.Limits.ItemMaxLength ?? LongestItem, MinLength = 1 });
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (question.Columns.Count == 0) schema["uniqueItems"] = true;
        if (question.Limits.MinItems is { } fewest) schema["minItems"] = fewest;
        if (question.Limits.MaxItems is { } most) schema["maxItems"] = most;
        return schema;
    }

    private static JsonObject Row(IReadOnlyList<QuestionColumn> columns)
    {
        var properties = new JsonObject();
        foreach (var column in columns)
        {
            var schema = Single(column);
            schema["title"] = column.Label.In(Language.En);
            if (column.SetByOperator) schema["readOnly"] = true;
            properties[column.Key] = column.Required ? schema : OrNull(schema);
        }
        return new JsonObject
        {
            ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. columns.Where(c => c.Required).Select(c => (JsonNode)c.Key)]),
        };
    }

    /// <summary>A column left open may be null instead of missing.</summary>
    private static JsonObject OrNull(JsonObject schema)
    {
        if (schema["type"] is { } type) schema["type"] = new JsonArray(type.DeepClone(), "null");
        else schema["enum"]!.AsArray().Add(null);
        return schema;
    }

    private static JsonObject Localized(Question question) => new()
    {
        ["type"] = "object", ["additionalProperties"] = false, ["minProperties"] = 1,
        ["properties"] = new JsonObject { ["zh"] = Text(question.Limits), ["en"] = Text(question.Limits) },
    };

    private static JsonObject Single(FieldDefinition field) => field.Type switch
    {
        QuestionType.Enum => Values(field),
        QuestionType.Number => Number(field.Limits, field.Limits.Integer),
        QuestionType.Boolean => new JsonObject { ["type"] = "boolean" },
        QuestionType.Date => new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$" },
        QuestionType.Money => new JsonObject
        {
            ["type"] = "object", ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["amount"] = Number(field.Limits, integer: true),
                ["currency"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{3}$" },
            },
            ["required"] = new JsonArray("amount", "currency"),
        },
        _ => Text(field.Limits),
    };

    private static JsonObject Values(FieldDefinition field) =>
        new() { ["enum"] = new JsonArray([.. field.EnumValues!.Select(v => (JsonNode)v.Value)]) };

    private static JsonObject Text(Limits limits)
    {
        var schema = new JsonObject { ["type"] = "string", ["maxLength"] = limits.MaxLength ?? LongestText };
        if (limits.MinLength is { } shortest) schema["minLength"] = shortest;
        if (limits.Pattern is not null) schema["pattern"] = limits.Pattern;
        return schema;
    }

    private static JsonObject Number(Limits limits, bool integer)
    {
        var schema = new JsonObject { ["type"] = integer ? "integer" : "number" };
        if (limits.Min is { } min) schema["minimum"] = min;
        if (limits.Max is { } max) schema["maximum"] = max;
        return schema;
    }
}
