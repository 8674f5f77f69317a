using System.Text.Json.Nodes;
using Marketplace.Api;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Web.OpenApi;

/// <summary>Describes the value types whose JSON form their own converters decide.</summary>
internal static class ValueSchemas
{
    private const string Ulid = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

    public static Task Apply(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(ListingId)) Identifier(schema, ListingId.Prefix);
        else if (type == typeof(ProviderId)) Identifier(schema, ProviderId.Prefix);
        else if (type == typeof(CertificateId)) Identifier(schema, CertificateId.Prefix);
        // Written for a stale version alone.
        else if (type == typeof(ApiProblem)) schema.Required?.Remove("current");
        // Which answers there are depends on the class: /classes/{code}/schema tells.
        else if (type == typeof(Answers)) schema.Type = context.JsonPropertyInfo?.IsSetNullable == true ? JsonSchemaType.Object | JsonSchemaType.Null : JsonSchemaType.Object;
        return Task.CompletedTask;
    }

    private static void Identifier(OpenApiSchema schema, string prefix)
    {
        schema.Type = JsonSchemaType.String;
        schema.Pattern = $"^{prefix}{Ulid}$";
        schema.Examples = [JsonValue.Create($"{prefix}01JDFQ3Z8V6R4M2K7T9N5C1B0A")];
    }
}
