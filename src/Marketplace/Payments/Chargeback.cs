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
/// <param name="Answered">Evidence was handed in, which can be done once.</param>
public sealed record GatewayChargeback(ChargebackState State, long Withdrawn, long Reinstated, long Fee, string Reason, DateTimeOffset? AnswerBy, bool Answered);

/// <summary>What the payer's bank is told of a payment that it asks back.</summary>
/// <param name="Product">What was paid for.</param>
/// <param name="Customer">Who bought it; null where that is not known.</param>
/// <param name="ServedOn">The day on which it was delivered; null where it was not.</param>
/// <param name="Text">What happened, in whole sentences, at most <see cref="Longest"/> characters.</param>
public sealed record ChargebackEvidence(string Product, string? Customer, DateOnly? ServedOn, string Text)
{
    /// <summary>Stripe takes 20,000 characters in one field, and 150,000 in all.</summary>
    public const int Longest = 8_000;
}

/// <summary>A payment that the payer's bank asks back, as the books have it. One charge may have several.</summary>
/// <param name="Id">The provider's.</param>
/// <param name="Charge">The charge that it is about.</param>
/// <param name="Covering">Being fetched back from the payee, until it is decided.</param>
/// <param name="Covered">Fetched back from the payee for it.</param>
/// <param name="Tried">Fetching back was tried; it is not tried twice.</param>
/// <param name="Evidence">What the bank is told, or was; null before anything was written.</param>
/// <param name="Answer">The key of the call that tells it.</param>
/// <param name="Answered">The bank has evidence: this, or what was handed in at the provider's own pages.</param>
public sealed record Chargeback(
    string Id, string Charge, ChargebackState State, long Withdrawn, long Reinstated, long Fee, string Reason, DateTimeOffset At, DateTimeOffset? AnswerBy,
    long Covering = 0, long Covered = 0, bool Tried = false, ChargebackEvidence? Evidence = null, string? Answer = null, bool Answered = false)
{
    /// <summary>What was written is sent so long before evidence is taken no more.</summary>
    public static readonly TimeSpan AnswersBefore = TimeSpan.FromHours(24);

    /// <summary>When what was written is sent by itself; null where nothing is to be sent any more.</summary>
    [JsonIgnore]
    public DateTimeOffset? AnswersAt => this is { IsOver: false, Answered: false, AnswerBy: { } by } ? by - AnswersBefore : null;

    /// <summary>Whether the bank still takes evidence.</summary>
    public bool TakesAnswer(DateTimeOffset now) => AnswersAt is not null && now < AnswerBy;

    /// <summary>Gone from the platform and not back.</summary>
    [JsonIgnore]
    public long Missing => Withdrawn - Reinstated;

    [JsonIgnore]
    public bool IsOver => State is ChargebackState.Won or ChargebackState.Lost;
}
