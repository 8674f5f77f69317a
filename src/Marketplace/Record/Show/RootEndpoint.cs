using Marketplace.Api;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Record.Show;

/// <summary>A key as everybody may know it.</summary>
/// <param name="Id">SHA-256 of the public half.</param>
/// <param name="Public">The curve P-256, as SubjectPublicKeyInfo in hexadecimal.</param>
internal sealed record KeyAnswer(string Id, DateTimeOffset MadeAt, string Public, string? Endorsement);

/// <summary>The newest signed root of the record, and every key that ever signed one, the oldest first.</summary>
internal sealed record RootAnswer(long Size, string Root, DateTimeOffset At, string Key, string Signature, IReadOnlyList<KeyAnswer> Keys);

/// <summary>GET of what proofs are held against. It is for everybody: a root that many people have noted cannot be changed in silence.</summary>
internal static class RootEndpoint
{
    public static IEndpointRouteBuilder MapRoot(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/record/root", Root).WithName("getRecordRoot").WithTags("Record").WithSummary("The newest signed root of the record, with the keys that proofs are signed by.")
            .Produces<RootAnswer>().Refuses(404).NeedsNoScope();
        return routes;
    }

    private static async Task<IResult> Root(HttpContext http, IRecord record) => await record.LastRoot(http.RequestAborted) is { } root
        ? ApiResults.Json(new RootAnswer(root.Size, root.Root, root.At, root.Key, root.Signature,
            [.. (await record.Keys(http.RequestAborted)).Select(it => new KeyAnswer(it.Id, it.MadeAt, it.Public, it.Endorsement))]))
        : ApiResults.Problem(Refusal.NotFound());
}
