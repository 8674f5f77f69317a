using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Web.OpenApi;

/// <summary>Adds to each operation the headers it reads, which follow from the answers it documents, and what the host itself may refuse.</summary>
internal static class CommonHeaders
{
    public static async Task Apply(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var responses = operation.Responses ??= [];
        operation.OperationId ??= OperationId(context);
        operation.Parameters ??= [];

        // What is created has no version yet that could be named or be stale.
        if (responses.ContainsKey("201"))
        {
            responses.Remove("428");
            responses.Remove("412");
        }

        var conditional = responses.ContainsKey("428");
        var method = context.Description.HttpMethod;
        if (conditional) operation.Parameters.Add(Header("If-Match", true, "The version the change is made from, as the entity tag of the last answer.", "^\"v[0-9]{1,9}\"$"));
        if (conditional || responses.ContainsKey("201"))
            operation.Parameters.Add(Header("Idempotency-Key", false, "A key of the caller's own: the same key and body get the same answer once more.", "^[!-~]{1,200}$"));

        var problem = new OpenApiMediaType { Schema = await context.GetOrCreateSchemaAsync(typeof(Api.ApiProblem), null, cancel) };
        string[] ofTheHost = method is "GET" ? ["400", "401", "403", "429"] : ["400", "401", "403", "413", "415", "429"];
        foreach (var status in ofTheHost) responses.TryAdd(status, new OpenApiResponse { Description = "Problem details" });

        // Every refusal has one shape, however its endpoint declared it.
        foreach (var (_, response) in responses.Where(r => r.Key is ['4' or '5', ..]))
        {
            if (response is OpenApiResponse refusal)
                refusal.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = problem };
        }
    }

    private static OpenApiParameter Header(string name, bool required, string description, string pattern) => new()
    {
        Name = name, In = ParameterLocation.Header, Required = required, Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = pattern },
    };

    /// <summary><c>GET /api/v1/listings/{id}</c> becomes <c>getListingsById</c>.</summary>
    private static string OperationId(OpenApiOperationTransformerContext context)
    {
        var parts = (context.Description.RelativePath ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Skip(2)
            .Select(part => part.StartsWith('{') ? "By" + Capital(part.Trim('{', '}').Split(':')[0]) : Capital(part));
        return (context.Description.HttpMethod ?? "GET").ToLowerInvariant() + string.Concat(parts);
    }

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];
}
