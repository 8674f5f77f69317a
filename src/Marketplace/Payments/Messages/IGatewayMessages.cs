namespace Marketplace.Payments.Messages;

/// <summary>What a message is worth that came in under the address for the payment provider's.</summary>
public abstract record MessageRead
{
    private MessageRead() { }

    /// <summary>Signed by the provider, lately.</summary>
    public sealed record Told(GatewayEvent Event) : MessageRead;

    /// <summary>Not the provider's, or not now, or no message at all.</summary>
    public sealed record Refused(string Because) : MessageRead;
}

/// <summary>Reads the messages of a payment provider that sends any to this site.</summary>
public interface IGatewayMessages
{
    /// <summary>The last part of the address to which it sends them.</summary>
    string Name { get; }

    /// <param name="body">The very bytes that came, for it is these that were signed.</param>
    /// <param name="signature">Of the provider's own header; null where there was none.</param>
    MessageRead Read(ReadOnlySpan<byte> body, string? signature);
}
