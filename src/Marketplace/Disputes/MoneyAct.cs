using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>
/// What an operator does about money that does not go on by itself. Names are kept. <c>SettleCall</c>: ask once more what became of a call that nobody
/// knows the end of. <c>HandOver</c>: an arbiter decides. <c>Conclude</c>: what a person had to see to is done. <c>PayByHand</c>: what is owed was paid from
/// the bank account. <c>Goodwill</c>: fetch back from the provider, with its consent, and refund.
/// <c>AnswerBank</c>: tell the buyer's bank why a payment that it asks back should stand.
/// </summary>
public enum MoneyActKind { SettleCall, HandOver, Conclude, PayByHand, Goodwill, AnswerBank }

/// <summary><c>Proposed</c>: it waits for a second operator.</summary>
public enum MoneyActState { Proposed, Done, Withdrawn }

[JsonConverter(typeof(IdConverter<MoneyActId>))]
public readonly record struct MoneyActId(string Value) : IId<MoneyActId>
{
    public static string Prefix => "mac_";
    public static MoneyActId From(string value) => new(value);
    public static MoneyActId New(DateTimeOffset now) => new(Ids.New(Prefix, now));
    public static MoneyActId Parse(string s, IFormatProvider? provider) => Ids.Parse<MoneyActId>(s);
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MoneyActId result) => Ids.TryParse(s, out result);
    public override string ToString() => Value;
}

/// <summary>An operator's act with its reasons, kept whether it was done at once, waits for a second person, or was withdrawn.</summary>
[StoredAs("money_acts")]
public sealed record MoneyAct
{
    public const int LongestReasons = 2000;

    private const long Latest = 9_999_999_999_999;

    public required MoneyActId Id { get; init; }
    public required MoneyActKind Kind { get; init; }
    public required OrderId Order { get; init; }
    public required int Milestone { get; init; }
    /// <summary>How much it is about; zero where it moves nothing.</summary>
    public required Money Amount { get; init; }
    /// <summary>Of <see cref="MoneyActKind.SettleCall"/>: the call's key; of <see cref="MoneyActKind.AnswerBank"/>: the provider's id of the chargeback.</summary>
    public string? Call { get; init; }
    /// <summary>Of <see cref="MoneyActKind.Goodwill"/>: how and when the provider consented.</summary>
    public string? Consent { get; init; }
    public required string Reasons { get; init; }
    /// <summary>The id of the operator.</summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public MoneyActState State { get; init; }
    /// <summary>The second operator: who confirmed it, or withdrew it.</summary>
    public string? SecondBy { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    [JsonIgnore]
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Order}/{Milestone}");

    /// <summary>Its place in the list: what waits for a second person first, the oldest of it; then the others, newest first.</summary>
    public string Place => State == MoneyActState.Proposed ? $"0{Id}" : $"1{(Latest - SavedAt.ToUnixTimeMilliseconds()).ToString("D13", CultureInfo.InvariantCulture)}{Id}";

    /// <summary>How long the reasons may be; what the bank is told is a whole letter.</summary>
    public static int LongestOf(MoneyActKind kind) => kind == MoneyActKind.AnswerBank ? Payments.ChargebackEvidence.Longest : LongestReasons;

    public MoneyAct Ended(MoneyActState state, string? second, DateTimeOffset now) => this with { State = state, SecondBy = second, SavedAt = now };
}

/// <summary>An operator did something about money, proposed it to a second person, or withdrew it.</summary>
public sealed record MoneyActed(MoneyActId Act, MoneyActKind Kind, OrderId Order, int Milestone, Money Amount, MoneyActState State) : MarketEvent
{
    public override string Subject => Order.Value;
}

/// <summary>What storage must answer about operators' acts.</summary>
public interface IMoneyActs
{
    Task<Document<MoneyAct>?> Find(MoneyActId id, CancellationToken cancel = default);

    /// <summary>In the order of <see cref="MoneyAct.Place"/>, after the given place.</summary>
    Task<IReadOnlyList<Document<MoneyAct>>> List(string? after, int most, CancellationToken cancel = default);
}
