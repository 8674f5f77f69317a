using System.Globalization;
using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders.Show;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Orders.Messages;

/// <summary>What one side writes to the other, as the API takes it.</summary>
internal sealed record OrderMessageInput(string? Text, IReadOnlyList<FileInput>? Attachments = null);

/// <param name="Number">Up to which message.</param>
internal sealed record ReadInput(int Number);

internal sealed record OrderMessageAnswer(int Number, Side From, string Text, IReadOnlyList<FileAnswer> Attachments, DateTimeOffset At);

/// <summary>A page of messages, the newest first, with what each side has read.</summary>
/// <param name="Next">The cursor of the next page; null on the last.</param>
internal sealed record MessagesAnswer(OrderId Order, int Messages, int ReadByBuyer, int ReadByProvider, IReadOnlyList<OrderMessageAnswer> Items, string? Next)
{
    public static MessagesAnswer Of(MessagesView view) => new(
        view.Order.Id, view.Conversation.Messages, view.Conversation.Buyer?.Number ?? 0, view.Conversation.Provider?.Number ?? 0,
        [.. view.Messages.Select(it => new OrderMessageAnswer(it.Number, it.From, it.Text, [.. it.Attachments.Select(file => new FileAnswer(file.Hash, file.Name, file.MediaType, file.Bytes, it.At))], it.At))],
        view.Next?.ToString(CultureInfo.InvariantCulture));
}

/// <summary>GET and POST of an order's messages, POST of what was read, and GET of an attachment.</summary>
internal static class MessageEndpoints
{
    public static IEndpointRouteBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/orders/{id}/messages", Page).WithName("getOrderMessages").WithTags("Orders").WithSummary("What the parties wrote to each other, the newest first. Its ETag is what writes name; v0 where nothing was written yet.")
            .Produces<MessagesAnswer>().Refuses(400, 403, 404).Needs(OrderScopes.Read);
        routes.MapPost("/api/v1/orders/{id}/messages", Write).WithName("writeOnOrder").WithTags("Orders").WithSummary("Write to the other side, with up to five files.")
            .Accepts<OrderMessageInput>("application/json").Produces<MessageSaved>().WritesProblems();
        routes.MapPost("/api/v1/orders/{id}/messages/read", Read).WithName("markOrderMessagesRead").WithTags("Orders").WithSummary("Mark everything up to a message as read by your side.")
            .Accepts<ReadInput>("application/json").Produces<MessageSaved>().WritesProblems();
        routes.MapGet("/orders/{id}/messages/{number}/files/{hash}", File).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> Page(string id, HttpContext http, CurrentActor actor, OrderMessages messages, string? cursor = null)
    {
        int? before = null;
        if (cursor is not null && (before = Number(cursor)) is null) return ApiResults.Problem(Refusal.Because(RefusalKind.Invalid, "bad_cursor", "cursor 无效。", "This is no cursor.", "cursor"));
        return (OrderId.TryParse(id, null, out var order) ? await messages.Show(actor.Value, order, before, http.RequestAborted) : Refusal.NotFound()).Is(out var view, out var refusal)
            ? ApiResults.Json(MessagesAnswer.Of(view), version: view.Version) : ApiResults.Problem(refusal);
    }

    private static Task<IResult> Write(string id, HttpContext http, CurrentActor actor, IStore store, OrderMessages messages) =>
        OrderCommands.Run<OrderMessageInput, MessageSaved>(http, actor.Value, store, async (body, version, command) => OrderId.TryParse(id, null, out var order)
            ? await messages.Write(actor.Value, order, version, body.Text, [.. (body.Attachments ?? []).Select(it => new Upload(it.Name, null, new MemoryStream(it.Content, writable: false)))], command, http.RequestAborted) : Refusal.NotFound());

    private static Task<IResult> Read(string id, HttpContext http, CurrentActor actor, IStore store, OrderMessages messages) =>
        OrderCommands.Run<ReadInput, MessageSaved>(http, actor.Value, store, async (body, version, command) => OrderId.TryParse(id, null, out var order)
            ? await messages.MarkRead(actor.Value, order, version, body.Number, command, http.RequestAborted) : Refusal.NotFound());

    private static async Task<IResult> File(string id, string number, string hash, HttpContext http, CurrentActor actor, OrderMessages messages) =>
        OrderId.TryParse(id, null, out var order) && Number(number) is { } which && (await messages.Attachment(actor.Value, order, which, hash, http.RequestAborted)).Is(out var opened, out _)
            ? FileDownload.Answer(http, opened.File, opened.Content) : Results.NotFound();

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;
}
