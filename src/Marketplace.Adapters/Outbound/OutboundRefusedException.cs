namespace Marketplace.Adapters.Outbound;

/// <summary>An address that somebody supplied and that this site does not call; the message says why and names no address behind the name.</summary>
public sealed class OutboundRefusedException(string message) : HttpRequestException(message);
