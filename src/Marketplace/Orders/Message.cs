using System.Globalization;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>What one side wrote to the other on an order. Each is a document of its own, so that the order does not grow with what is said about it.</summary>
/// <param name="Number">Its place in the conversation, from 1 on.</param>
/// <param name="By">The id of the person or program.</param>
[StoredAs("order_messages")]
public sealed record OrderMessage(OrderId Order, int Number, Side From, string By, string Text, IReadOnlyList<StoredFile> Attachments, DateTimeOffset At)
{
    public const int LongestText = 4000;
    public const int MostAttachments = 5;

    /// <summary>Ids of an order's messages in the order in which they were written.</summary>
    public static string IdOf(OrderId order, int number) => string.Create(CultureInfo.InvariantCulture, $"{order}:{number:D6}");
}

/// <summary>Up to which message a side has read, and since when.</summary>
public sealed record ReadMark(int Number, DateTimeOffset At);

/// <summary>How many messages there are on an order, and what each side has read of them. Its id is the order's.</summary>
[StoredAs("order_conversations")]
public sealed record Conversation(int Messages, ReadMark? Buyer = null, ReadMark? Provider = null)
{
    public const int Most = 10_000;

    public ReadMark? MarkOf(Side side) => side == Side.Buyer ? Buyer : Provider;

    /// <summary>The same with a mark of a side, which never goes back.</summary>
    public Conversation Read(Side side, int number, DateTimeOffset at)
    {
        if (number > Messages || number <= (MarkOf(side)?.Number ?? 0)) return this;
        return side == Side.Buyer ? this with { Buyer = new ReadMark(number, at) } : this with { Provider = new ReadMark(number, at) };
    }

    /// <summary>One message more. Whoever answers has read what is before it.</summary>
    public Conversation Said(Side from, DateTimeOffset at) => (this with { Messages = Messages + 1 }).Read(from, Messages + 1, at);

    public int UnreadBy(Side side) => Messages - (MarkOf(side)?.Number ?? 0);
}

/// <summary>One side wrote to the other. What it wrote is no part of it.</summary>
public sealed record MessageWritten(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Number, Side From) : OrderEvent(Order, Buyer, Provider);

/// <summary>One side marked what the other wrote as read.</summary>
public sealed record MessagesRead(OrderId Order, OrganisationId Buyer, ProviderId Provider, int Number, Side Side) : OrderEvent(Order, Buyer, Provider);
