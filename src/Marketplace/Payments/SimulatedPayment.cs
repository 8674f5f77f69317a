using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>What a visitor of the test payment page lets happen.</summary>
public enum TestChoice
{
    /// <summary>It is paid at once.</summary>
    Pay,
    /// <summary>It is paid after a while, as by a bank debit.</summary>
    PayLater,
    /// <summary>It is paid, and the provider forgets to tell us.</summary>
    PayUntold,
    /// <summary>It is paid, and the provider tells us three times.</summary>
    PayToldThrice,
    /// <summary>It is paid; the refund, if there is one, fails after it was said to have worked.</summary>
    PayRefundFails,
    /// <summary>It is paid; paying out is refused twice because the payee's account is restricted.</summary>
    PayPayoutRefused,
    /// <summary>The card is declined.</summary>
    Decline,
    /// <summary>The payer walks away.</summary>
    Leave,
}

/// <param name="Id">Of the thing at the provider.</param>
/// <param name="Made">The key of the call that made it.</param>
/// <param name="NextAt">When it moves on by itself, to <paramref name="Next"/>.</param>
public sealed record SimulatedThing(
    GatewayKind Kind, string Id, GatewayState State, long Amount, string Made, DateTimeOffset? NextAt = null, GatewayState? Next = null, long Fee = 0, string? Charge = null, string? Because = null, string? On = null);

/// <summary>What was answered under a key: the thing it made, as it was then, or a refusal.</summary>
public sealed record SimulatedAnswer(string Key, string BodyHash, SimulatedThing? Thing, string? Refused);

/// <param name="DeliverAt">When it is told (again); null where it is not.</param>
public sealed record SimulatedEvent(string Id, DateTimeOffset At, GatewayKind Kind, string Thing, DateTimeOffset? DeliverAt, int Times);

/// <summary>All that the simulated provider keeps of one reference. It is its own memory, apart from the market's, and survives a restart as that does.</summary>
[StoredAs("simulated_payments")]
public sealed record SimulatedPayment
{
    public required string Reference { get; init; }
    public required string Currency { get; init; }
    public IReadOnlyList<SimulatedThing> Things { get; init; } = [];
    public IReadOnlyList<SimulatedAnswer> Answers { get; init; } = [];
    public IReadOnlyList<SimulatedEvent> Events { get; init; } = [];
    public bool RefundFails { get; init; }
    /// <summary>How often a payout is still refused.</summary>
    public int PayoutRefusals { get; init; }
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>When it has something to do next, as text in that order.</summary>
    public string? Due => DueAt is { } at ? ProviderCall.DueText(at) : null;

    /// <summary>When something happened last, as text in that order.</summary>
    public string? Changed => ChangedAt is { } at ? ProviderCall.DueText(at) : null;

    private DateTimeOffset? DueAt => Things.Select(it => it.NextAt).Concat(Events.Select(it => it.DeliverAt)).Min();

    /// <summary>What the provider holds for the platform: what was charged, less its fees and what left it.</summary>
    public Money Balance => new(Things.Sum(it => (it.Kind, it.State) switch
    {
        (GatewayKind.Session, GatewayState.Succeeded) => it.Amount - it.Fee,
        (GatewayKind.Reversal, GatewayState.Succeeded) => it.Amount,
        (GatewayKind.Transfer, GatewayState.Succeeded) or (GatewayKind.Refund, GatewayState.Succeeded or GatewayState.Processing) => -it.Amount,
        _ => 0,
    }), Currency);
}
