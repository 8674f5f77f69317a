using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>What a payment provider can be asked for.</summary>
public enum GatewayOperation { Collect, CancelCollect, Release, Refund, Reverse, Answer }

/// <summary>What is asked of the provider, in our words.</summary>
/// <param name="Key">Ours: the provider does one thing per key, however often it is asked.</param>
/// <param name="On">The provider's id of what it is about: a session, a charge, a transfer, a chargeback.</param>
/// <param name="Payee">To whom, where money goes to somebody.</param>
/// <param name="Evidence">Of answering a chargeback: what the bank is told.</param>
public sealed record GatewayOrder(GatewayOperation Operation, string Key, string Reference, Money Amount, string? On = null, string? Payee = null, ChargebackEvidence? Evidence = null);

/// <summary>The same as it goes over the wire. It is kept with the call and sent byte for byte alike each time.</summary>
public sealed record GatewayRequest(string Path, string Body);

/// <summary><c>Other</c>: something that says nothing here. It is kept, and nothing follows from it.</summary>
public enum GatewayKind { Session, Refund, Transfer, Reversal, Chargeback, Warning, Account, Other }

public enum GatewayState { Open, Processing, Succeeded, Failed, Cancelled }

/// <summary>Something that stands at the provider, as it is now.</summary>
/// <param name="CallKey">The key of the call that made it; of a chargeback or a warning, that of the session that it is about.</param>
public sealed record GatewayObject(GatewayKind Kind, string Id, GatewayState State, Money Amount, string Reference, string CallKey)
{
    /// <summary>Of a paid session: what the provider keeps for itself.</summary>
    public long Fee { get; init; }
    /// <summary>Of a paid session: its charge; of a chargeback, the charge that it is about.</summary>
    public string? Charge { get; init; }
    /// <summary>Of a session: where the payer goes.</summary>
    public string? Page { get; init; }
    /// <summary>Why it failed; of a warning, why there is one.</summary>
    public string? Because { get; init; }
    /// <summary>Of a chargeback.</summary>
    public GatewayChargeback? Chargeback { get; init; }
}

/// <summary>What the provider answered.</summary>
public abstract record GatewayAnswer
{
    private GatewayAnswer() { }

    public sealed record Done(GatewayObject Object) : GatewayAnswer;

    /// <summary>A definite no, which the same key would get again.</summary>
    public sealed record Refused(string Code, string Detail) : GatewayAnswer;

    /// <summary>Nobody knows whether it happened: no answer, a broken one, an error of the provider's own.</summary>
    public sealed record Unknown(string Detail) : GatewayAnswer;

    /// <summary>Nothing happened yet; the same key later.</summary>
    public sealed record Busy(string Detail) : GatewayAnswer;

    /// <summary>The key was used before with another body, which is a fault of this program.</summary>
    public sealed record KeyMisused(string Detail) : GatewayAnswer;
}

/// <summary>Something happened at the provider.</summary>
/// <param name="Id">The provider's; the same however often it is told.</param>
public sealed record GatewayEvent(string Id, DateTimeOffset At, GatewayKind Kind, string Object, string Raw);

/// <summary>
/// A payment provider. It is called outside every commit; what it says is believed, and what it does not say is asked again. Where it is a
/// provider's own fault that an answer is missing, the answer is <see cref="GatewayAnswer.Unknown"/>, never an exception.
/// </summary>
public interface IPaymentGateway
{
    /// <summary>As it is shown to operators: "simulated", "stripe".</summary>
    string Name { get; }

    /// <summary>Writes the request, without sending anything.</summary>
    GatewayRequest Write(GatewayOrder order);

    Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel);

    /// <summary>The thing as it stands now; null where there is none of this id.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel);

    /// <summary>All of a kind that stand under a reference.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel);

    /// <summary>What happened since then, oldest first; of a provider that lost telling it as well.</summary>
    /// <exception cref="GatewaySilentException">The provider does not answer.</exception>
    Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel);
}

/// <summary>The payment provider gave no answer to a question; asking again later may find it well.</summary>
public sealed class GatewaySilentException(string detail) : Exception(detail);
