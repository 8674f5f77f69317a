using Marketplace.Vocabulary;

namespace Marketplace.Payments.Books;

/// <summary>A line of the platform's balance, as the provider of payments has it.</summary>
/// <param name="Net">By how much the balance moved, what the provider kept included.</param>
/// <param name="Type">The provider's word for it.</param>
/// <param name="Source">The provider's id of what moved it.</param>
/// <param name="Reference">The payment that it belongs to; null where it is none of ours.</param>
public sealed record GatewayLine(string Id, DateTimeOffset At, Money Net, string Type, string? Source, string? Reference);

/// <summary>The provider's own books of the platform's balance.</summary>
public interface IGatewayBooks
{
    /// <summary>All lines of that time, in no order that matters.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<IReadOnlyList<GatewayLine>> Lines(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel);

    /// <summary>What the platform has there now, cleared or not, by currency.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<IReadOnlyList<Money>> Balance(CancellationToken cancel);
}
