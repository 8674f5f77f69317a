using Marketplace.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Standards.Judge;

internal static class ConformityApi
{
    /// <summary>A listing may have 5,000 rows of scope, and its certificates as many lines.</summary>
    private const int LargestBody = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/conformity", async (HttpContext http, JudgeConformity judge) =>
                (await ApiBody.Read<ConformityRequest>(http, LargestBody)).Is(out var request, out var refusal)
                    ? ApiResults.From(judge.Run(request)) : ApiResults.Problem(refusal))
            .NeedsNoScope().WithTags("Conformity").WithSummary("The engine's verdict on answers and certificates; stores nothing")
            .Accepts<ConformityRequest>("application/json").Produces<ConformityResult>()
            .Produces<ApiProblem>(400, "application/problem+json").Produces<ApiProblem>(413, "application/problem+json")
            .Produces<ApiProblem>(415, "application/problem+json");
}
