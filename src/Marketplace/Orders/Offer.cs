using System.Globalization;
using System.Text.Json.Serialization;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>One of the two parties, or the site itself.</summary>
public enum Side { Buyer, Provider, Site }

public enum OfferState { Asked, Offered, Accepted, Declined, Expired }

/// <summary>What a buyer asks an offer for.</summary>
/// <param name="Search">The address of the search that led to the listing, as the site itself writes it.</param>
public sealed record OfferRequest(string Scope, int Quantity, DateOnly? Wanted, IReadOnlyList<StoredFile> Attachments, string? Search);

/// <summary>What a provider offers. A version never changes; a better one is the next.</summary>
/// <param name="ValidUntil">The last day on which it can be accepted, in the market's time zone; <paramref name="Until"/> is its end.</param>
public sealed record OfferVersion(
    int Number, IReadOnlyList<MilestoneTerms> Milestones, int VatBasisPoints, DateOnly ValidUntil, DateTimeOffset Until, string? Terms, ContractKind Kind,
    DateTimeOffset At, string By)
{
    [JsonIgnore]
    public Money Total => Shares.Total(Milestones);
}

/// <summary>A question of one side or the answer of the other.</summary>
public sealed record OfferMessage(Side From, string By, string Text, DateTimeOffset At);

/// <summary>How it ended.</summary>
/// <param name="Reason">Of whoever declined.</param>
/// <param name="Order">The order that was placed by accepting.</param>
public sealed record OfferEnd(OfferState State, Side By, string? Person, string? Reason, OrderId? Order, DateTimeOffset At);

/// <summary>A request for an offer, the offers made to it and what was said between the two sides, from asking to its end.</summary>
[StoredAs("offers")]
public sealed record Offer
{
    public const int LongestText = 4000;
    public const int MostMessages = 200;
    public const int MostVersions = 50;

    /// <summary>A request that nobody answers ends by itself.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(30);

    public required OfferId Id { get; init; }
    public required ListingId Listing { get; init; }
    public required ProviderId Provider { get; init; }
    public required OrganisationId Buyer { get; init; }
    /// <summary>The id of the person, or of the program, that asked.</summary>
    public required string AskedBy { get; init; }
    /// <summary>What the listing was called when it was asked.</summary>
    public required Bilingual Title { get; init; }
    public required OfferRequest Request { get; init; }
    public IReadOnlyList<OfferVersion> Versions { get; init; } = [];
    public IReadOnlyList<OfferMessage> Messages { get; init; } = [];
    /// <summary>Whose turn it is while it is open.</summary>
    public Side WaitsFor { get; init; } = Side.Provider;
    public OfferEnd? End { get; init; }
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    [JsonIgnore]
    public OfferVersion? Current => Versions is [.., var last] ? last : null;

    /// <summary>When it ends by itself.</summary>
    [JsonIgnore]
    public DateTimeOffset Until => Current?.Until ?? AskedAt + AnswerWithin;

    /// <summary>When the clock has something to do, in milliseconds since 1970; null when it is over.</summary>
    public long? Due => End is null ? Until.ToUnixTimeMilliseconds() : null;

    /// <summary>Its place on the buyer's desk.</summary>
    public string BuyerPlace => Desk.Place(Id.Value, AskedAt, End is not null, WaitsFor == Side.Buyer ? Until : null);

    /// <summary>Its place on the provider's desk.</summary>
    public string ProviderPlace => Desk.Place(Id.Value, AskedAt, End is not null, WaitsFor == Side.Provider ? Until : null);

    public OfferState State(DateTimeOffset now) => End?.State ?? (now >= Until ? OfferState.Expired : Current is null ? OfferState.Asked : OfferState.Offered);

    /// <summary>The provider offers, or offers anew.</summary>
    public Outcome<Offer> Make(OfferVersion version) =>
        Closed(version.At, Versions.Count >= MostVersions) is { } no ? no : this with { Versions = [.. Versions, version], WaitsFor = Side.Buyer, SavedAt = version.At };

    public Outcome<Offer> Say(OfferMessage message) =>
        Closed(message.At, Messages.Count >= MostMessages) is { } no ? no : this with
        {
            Messages = [.. Messages, message], WaitsFor = message.From == Side.Buyer ? Side.Provider : Side.Buyer, SavedAt = message.At,
        };

    public Outcome<Offer> Decline(Side by, string person, string reason, DateTimeOffset now) =>
        Closed(now) is { } no ? no : this with { End = new OfferEnd(OfferState.Declined, by, person, reason, null, now), SavedAt = now };

    /// <param name="version">The number of the version that the buyer has read; any but the newest is refused.</param>
    public Outcome<Offer> Accept(int version, string person, OrderId order, DateTimeOffset now)
    {
        if (Closed(now) is { } over) return over;
        if (Current is null)
            return Refusal.Because(RefusalKind.Conflict, "nothing_offered", "服务方尚未报价。", "The provider has not offered yet.");
        if (Current.Number != version)
            return Refusal.Because(RefusalKind.Conflict, "offer_replaced",
                $"报价已更新为第 {Current.Number} 版，请查看后再接受。", $"The offer was replaced: version {Current.Number} stands now. Read it first.", "version");
        return this with { End = new OfferEnd(OfferState.Accepted, Side.Buyer, person, null, order, now), SavedAt = now };
    }

    /// <summary>Writes down that its time has passed.</summary>
    public Outcome<Offer> Expire(DateTimeOffset now) => End is null && now >= Until
        ? this with { End = new OfferEnd(OfferState.Expired, Side.Site, null, null, null, now), SavedAt = now }
        : Refusal.Because(RefusalKind.Conflict, "not_due", "尚未到期。", "Its time has not passed.");

    /// <summary>Why nothing more can be done about it; null where something can.</summary>
    private Refusal? Closed(DateTimeOffset now, bool tooMany = false) => State(now) switch
    {
        OfferState.Expired => Refusal.Because(RefusalKind.Conflict, "offer_expired", "已过有效期。", "Its time has passed."),
        OfferState.Accepted or OfferState.Declined => Refusal.Because(RefusalKind.Conflict, "offer_closed", "询价已结束。", "This is closed."),
        _ => tooMany ? Refusal.Because(RefusalKind.Conflict, "too_many", "往来次数已达上限。", "There have been too many already.") : null,
    };
}

/// <summary>The order of things on a desk: what waits for its owner first, and of that the most urgent; then what is open, and what is over, newest first.</summary>
internal static class Desk
{
    private const long Latest = 9_999_999_999_999;

    /// <param name="waits">Until when it waits for the owner of the desk; null where it does not.</param>
    public static string Place(string id, DateTimeOffset since, bool isOver, DateTimeOffset? waits) =>
        isOver ? $"2{Digits(Latest - since.ToUnixTimeMilliseconds())}{id}"
        : waits is { } until ? $"0{Digits(until.ToUnixTimeMilliseconds())}{id}"
        : $"1{Digits(Latest - since.ToUnixTimeMilliseconds())}{id}";

    private static string Digits(long milliseconds) => Math.Clamp(milliseconds, 0, Latest).ToString("D13", CultureInfo.InvariantCulture);
}
