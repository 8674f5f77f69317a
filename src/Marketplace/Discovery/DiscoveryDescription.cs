using Marketplace.Api;
using Marketplace.Discovery.Coverage;
using Marketplace.Discovery.Search;
using Marketplace.Discovery.Suggest;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Marketplace.Discovery;

/// <summary>How the API's description presents this room; what it says of parameters comes from their one definition.</summary>
internal static class DiscoveryDescription
{
    public static void DescribesSearch(this RouteHandlerBuilder endpoint, ParameterSchemas parameters) => endpoint
        .WithSummary("Listings found by what they demonstrably comply with")
        .Produces<SearchResponse>().Refuses(400)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. parameters.All()];
            return Task.CompletedTask;
        });

    public static void DescribesSuggest(this RouteHandlerBuilder endpoint) => endpoint
        .WithSummary("Completions of what was typed, from the names the catalogue ships")
        .Produces<SuggestResponse>().Refuses(400)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters =
            [
                new OpenApiParameter
                {
                    Name = "q", In = ParameterLocation.Query,
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = SearchParameters.LongestText, Pattern = Vocabulary.CleanText.Pattern },
                },
            ];
            return Task.CompletedTask;
        });

    public static void DescribesCoverage(this RouteHandlerBuilder endpoint, ParameterSchemas parameters) => endpoint
        .WithSummary("Which listings cover a list of tests, and how many of them")
        .Accepts<CoverageBody>("application/json").Produces<CoverageResponse>().Refuses(400, 413, 415)
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            var members = parameters.Members("sort", "cursor", "excluded");
            members["lines"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array, MinItems = 1, MaxItems = FindCoverage.MostLines,
                Items = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = SearchParameters.LongestText, Pattern = "^[ -~\\u4e00-\\u9fff]*[0-9A-Za-z\\u4e00-\\u9fff][ -~\\u4e00-\\u9fff]*$" },
            };
            foreach (var media in operation.RequestBody?.Content?.Values ?? [])
            {
                media.Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, Required = new HashSet<string> { "lines" }, Properties = members, AdditionalPropertiesAllowed = false,
                };
            }

            return Task.CompletedTask;
        });
}
