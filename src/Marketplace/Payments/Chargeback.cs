using System.Text.Json.Serialization;

namespace Marketplace.Payments;

/// <summary>
/// <c>Inquiry</c>: the payer's bank asks, and nothing has moved. <c>Open</c>: the money was taken from the platform until it is decided. <c>Won</c>: it
/// is back. <c>Lost</c>: it will not come back.
/// </summary>
public enum ChargebackState { Inquiry, Open, Won, Lost }

/// <summary>How a chargeback stands at the provider of payments. Sums in minor units of the charge's currency.</summary>
/// <param name="Withdrawn">Taken from the platform's balance, without what the provider charges for it.</param>
/// <param name="Reinstated">Of that, given back.</param>
/// <param name="Fee">What the provider charges for it, less what it gave back of that.</param>
/// <param name="Reason">The provider's code.</param>
/// <param name="AnswerBy">Until when evidence is taken; null where none is.</param>
public sealed record GatewayChargeback(ChargebackState State, long Withdrawn, long Reinstated, long Fee, string Reason, DateTimeOffset? AnswerBy);

/// <summary>A payment that the payer's bank asks back, as the books have it. One charge may have several.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Charge">The charge that it is about.</param>
/// <param name="Covering">Being fetched back from the payee, until it is decided.</param>
/// <param name="Covered">Fetched back from the payee for it.</param>
/// <param name="Tried">Fetching back was tried; it is not tried twice.</param>
public sealed record Chargeback(
    string Id, string Charge, ChargebackState State, long Withdrawn, long Reinstated, long Fee, string Reason, DateTimeOffset At, DateTimeOffset? AnswerBy,
    long Covering = 0, long Covered = 0, bool Tried = false)
{
    /// <summary>Gone from the platform and not back.</summary>
    [JsonIgnore]
    public long Missing => Withdrawn - Reinstated;

    [JsonIgnore]
    public bool IsOver => State is ChargebackState.Won or ChargebackState.Lost;
}
