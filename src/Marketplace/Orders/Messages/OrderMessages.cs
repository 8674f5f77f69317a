using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Messages;

/// <summary>What a write on messages answers.</summary>
/// <param name="Version">That of the conversation.</param>
internal sealed record MessageSaved(OrderId Order, int Number, long Version);

/// <summary>A page of an order's messages, the newest first, as somebody of one side sees them.</summary>
/// <param name="Side">Of which side the reader is; null of neither, as an arbiter is.</param>
/// <param name="Next">The number below which the next page begins; null on the last.</param>
internal sealed record MessagesView(Order Order, Side? Side, bool MayWrite, Conversation Conversation, long Version, IReadOnlyList<OrderMessage> Messages, int? Next);

/// <summary>Counts who writes, and says when it is too often.</summary>
internal sealed class MessageThrottle(MarketClock clock)
{
    private readonly HourlyCount written = new(Limits.MessagesAnHour);

    public bool Lets(Actor actor, OrderId order) => written.Lets($"{actor.Id} {order}", clock.Now);
}

/// <summary>
/// What the parties of an order write to each other. Nobody else reads it: an operator does not, though they see orders; but who may look at an order
/// reads it while there is a dispute.
/// </summary>
internal sealed class OrderMessages(OrderSteps steps, IOrders orders, TakeFile take, OrderWriter writer, IFiles files, MessageThrottle throttle, MarketClock clock)
{
    public const int PageSize = 20;
    public const string AttachmentField = "attachments";

    public async Task<Outcome<MessagesView>> Show(Actor actor, OrderId id, int? before = null, CancellationToken cancel = default)
    {
        if (!(await Open(actor, id, cancel)).Is(out var order, out var refusal)) return refusal;
        var conversation = await orders.Conversation(id, cancel);
        var page = await orders.Messages(id, before, PageSize + 1, cancel);
        return new MessagesView(order, SideOf(actor, order), Parties.Carries(actor, order.Buyer, order.Provider) is not null, conversation?.Value ?? new Conversation(0), conversation?.Version ?? 0,
            [.. page.Take(PageSize)], page.Count > PageSize ? page[PageSize - 1].Number : null);
    }

    /// <param name="readAt">The version of the conversation that was seen; 0 where there was none.</param>
    public async Task<Outcome<Written<MessageSaved>>> Write(Actor actor, OrderId id, long readAt, string? text, IReadOnlyList<Upload>? attachments = null, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (Parties.Carries(actor, order.Buyer, order.Provider) is not { } side) return Parties.IsOfBuyer(actor, order.Buyer) ? Refusal.Forbidden() : Parties.RefusesCarrier(actor, order.Provider) ?? Refusal.Forbidden();
        if (await writer.Before<MessageSaved>(command, cancel) is { } before) return before;
        var fields = new FieldCheck();
        var said = fields.Required(text, "text", OrderMessage.LongestText, multiline: true);
        if (attachments?.Count > OrderMessage.MostAttachments) fields.Add("too_many", AttachmentField, $"附件最多 {OrderMessage.MostAttachments} 个。", $"At most {OrderMessage.MostAttachments} files.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var kept = await orders.Conversation(id, cancel);
        var (conversation, stands) = (kept?.Value ?? new Conversation(0), kept?.Version ?? 0);
        if (stands != readAt) return CommitRefusals.Stale(stands);
        if (conversation.Messages >= Conversation.Most) return Refusal.Because(RefusalKind.Conflict, "too_many", "消息数量已达上限。", "There are too many messages on this order.", "text");
        if (!throttle.Lets(actor, id))
            return Refusal.Because(RefusalKind.TooMany, "too_many_messages", $"同一订单每小时最多发送 {Limits.MessagesAnHour} 条消息，请稍后再试。", $"At most {Limits.MessagesAnHour} messages can be written on an order in an hour. Try again later.", "text");
        var taken = new List<StoredFile>();
        foreach (var attachment in attachments ?? [])
        {
            if (!(await take.Run(FileOwner.Of(id), attachment, AttachmentField, cancel)).Is(out var file, out refusal)) return refusal;
            taken.Add(file);
        }

        var now = clock.Now;
        var message = new OrderMessage(id, conversation.Messages + 1, side, actor.Id, said, taken, now);
        var saved = new MessageSaved(id, message.Number, readAt + 1);
        return await writer.Commit(saved, saved.Version, null, new Changes(
            [StoredAs<OrderMessage>.Write(OrderMessage.IdOf(id, message.Number), message, 0), StoredAs<Conversation>.Write(id.Value, conversation.Said(side, now), readAt)],
            [new MessageWritten(id, order.Buyer, order.Provider, message.Number, side)], now), command, cancel);
    }

    /// <summary>Marks everything up to a message as read by the actor's side.</summary>
    public async Task<Outcome<Written<MessageSaved>>> MarkRead(Actor actor, OrderId id, long readAt, int number, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await Open(actor, id, cancel)).Is(out var order, out var refusal)) return refusal;
        if (Parties.Carries(actor, order.Buyer, order.Provider) is not { } side) return Refusal.Forbidden();
        if (await writer.Before<MessageSaved>(command, cancel) is { } before) return before;
        if (await orders.Conversation(id, cancel) is not { } kept || number < 1 || number > kept.Value.Messages)
            return Refusal.Because(RefusalKind.Conflict, "no_such_message", "没有此消息。", "There is no such message.");
        if (kept.Version != readAt) return CommitRefusals.Stale(kept.Version);
        var read = kept.Value.Read(side, number, clock.Now);
        if (read == kept.Value) return new Written<MessageSaved>(new MessageSaved(id, number, readAt), readAt, null);
        var saved = new MessageSaved(id, number, readAt + 1);
        return await writer.Commit(saved, saved.Version, null, new Changes([StoredAs<Conversation>.Write(id.Value, read, readAt)], [new MessagesRead(id, order.Buyer, order.Provider, number, side)], clock.Now), command, cancel);
    }

    /// <summary>An attachment, for whoever may read the message.</summary>
    public async Task<Outcome<OpenedFile>> Attachment(Actor actor, OrderId id, int number, string hash, CancellationToken cancel = default)
    {
        if (!(await Open(actor, id, cancel)).Is(out _, out _)) return Refusal.NotFound();
        var file = (await orders.Messages(id, number + 1, 1, cancel)).FirstOrDefault(it => it.Number == number)?.Attachments.FirstOrDefault(it => it.Hash == hash);
        return file is not null && await files.Open(FileOwner.Of(id), hash, cancel) is { } content ? new OpenedFile(file, content) : Refusal.NotFound();
    }

    private async Task<Outcome<Order>> Open(Actor actor, OrderId id, CancellationToken cancel)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        return SideOf(actor, found.Value) is not null || found.Value.Milestones.Any(it => it.Dispute is not null) ? found.Value : Refusal.Forbidden();
    }

    /// <summary>Of which side somebody is, whatever they may do for it.</summary>
    private static Side? SideOf(Actor actor, Order order) => Parties.IsOfBuyer(actor, order.Buyer) ? Side.Buyer : actor.SpeaksFor.Contains(order.Provider) ? Side.Provider : null;
}
