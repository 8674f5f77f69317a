using Marketplace.Api;
using Marketplace.Payments.Hints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Marketplace.Payments.Messages;

/// <summary>
/// <c>POST /webhooks/stripe</c>: proves that the message is the provider's, keeps it once and says so; nothing else is done while the provider waits. Where
/// it cannot be kept, the answer is an error of the site's and the provider sends it again.
/// </summary>
internal static class MessageEndpoint
{
    public const string SignatureHeader = "Stripe-Signature";

    public static IEndpointRouteBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/webhooks/{name}", Take).ExcludeFromDescription().DisableAntiforgery();
        return routes;
    }

    private static async Task<IResult> Take(string name, HttpContext http, IEnumerable<IGatewayMessages> readers, TakeHint take, ILogger<TakeHint> logger)
    {
        if (readers.FirstOrDefault(it => it.Name == name) is not { } reader) return Results.NotFound();
        if (await Body(http) is not { } body) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        switch (reader.Read(body.Span, http.Request.Headers[SignatureHeader]))
        {
            case MessageRead.Told told:
                await take.Run(told.Event, http.RequestAborted);
                return Results.Ok();
            case MessageRead.Refused refused:
                logger.LogWarning("A message to /webhooks/{Name} was refused: {Because}", name, refused.Because);
                return Results.BadRequest();
            default:
                return Results.BadRequest();
        }
    }

    /// <summary>The bytes as they came; null where there are more than any message has.</summary>
    private static async Task<ReadOnlyMemory<byte>?> Body(HttpContext http)
    {
        if (http.Request.ContentLength > Limits.LargestMessage) return null;
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int count; (count = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;)
        {
            if (kept.Length + count > Limits.LargestMessage) return null;
            kept.Write(buffer, 0, count);
        }
        return kept.GetBuffer().AsMemory(0, (int)kept.Length);
    }
}
