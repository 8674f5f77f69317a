using System.Text.Json.Serialization;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

public enum OrderWay { PublishedPrice, Offer }

/// <summary>Who has said yes to an order, and until when the next one has to.</summary>
/// <param name="Until">The end of the time in which an assent is awaited; null where none is.</param>
/// <param name="Reason">Of whoever said no.</param>
public sealed record Confirmation(Assent Assent, DateTimeOffset? Until = null, string? Reason = null)
{
    public static Confirmation Given { get; } = new(Assent.Confirmed);

    public Assent At(DateTimeOffset now) => Until is { } end && now >= end ? Assent.Lapsed : Assent;
}

/// <summary>What happened to an order; names are kept.</summary>
public enum OrderStepKind
{
    Placed, Approved, Refused, Confirmed, Declined, Lapsed, PaymentStarted, PaymentEnded, Paid, Handed, Delivered, ChangesAsked, Accepted, Released, Cancelled, Disputed, Settled, RefundAsked, Refunded, Attention,
    PaymentReported, PaymentNotArrived, Invoiced,
    ChangeProposed, ChangeAccepted, ChangeApproved, ChangeAgreed, ChangeDeclined, ChangeRefused, ChangeWithdrawn, ChangeLapsed,
}

/// <summary>One step of an order's history.</summary>
/// <param name="By">The id of the person or program; null where the site did it by itself.</param>
/// <param name="Milestone">The number of the milestone it concerns.</param>
/// <param name="File">SHA-256 of the file that was delivered or attached.</param>
/// <param name="Change">The number of the change order it concerns.</param>
public sealed record OrderStep(DateTimeOffset At, OrderStepKind Kind, Side Side, string? By, int? Milestone = null, string? Note = null, string? File = null, int? Change = null);

/// <summary>A file that the provider handed over for a milestone.</summary>
public sealed record Deliverable(int Milestone, StoredFile File, DateTimeOffset At, string By);

/// <summary>
/// An order of one buyer with one provider. What was agreed stands in its milestones' terms and in its evidence, which never changes; a change order
/// agrees other terms and is a document of its own (<see cref="ChangeDocument"/>). Where the order stands is derived from its confirmation and its milestones.
/// </summary>
[StoredAs("orders")]
public sealed partial record Order
{
    public const int LongestReason = 2000;

    /// <summary>Working days in which the provider confirms an order at its published price.</summary>
    public const int ConfirmWithin = 2;

    /// <summary>Working days in which the buyer's approver decides.</summary>
    public const int ApproveWithin = 5;

    public required OrderId Id { get; init; }
    public required ListingId Listing { get; init; }
    public required ProviderId Provider { get; init; }
    public required OrganisationId Buyer { get; init; }
    /// <summary>The id of the person, or of the program, that placed it.</summary>
    public required string PlacedBy { get; init; }
    /// <summary>What the listing was called when it was placed.</summary>
    public required Bilingual Title { get; init; }
    public required OrderWay Way { get; init; }
    public OfferId? Offer { get; init; }
    public int? OfferVersion { get; init; }
    public required int Quantity { get; init; }
    public string? Scope { get; init; }
    public string? Terms { get; init; }
    public required PurchaseDetails Purchase { get; init; }
    public required ContractFacts Contract { get; init; }
    /// <summary>SHA-256 of the <see cref="OrderEvidence"/>, in lower-case hexadecimal.</summary>
    public required string Evidence { get; init; }
    /// <summary>The certificates that the order rests on.</summary>
    public required IReadOnlyList<CertificateId> Certificates { get; init; }
    public required IReadOnlyList<Milestone> Milestones { get; init; }
    public required Confirmation Confirmation { get; init; }
    /// <summary>What the platform takes of what is accepted; fixed when the order was placed.</summary>
    public required FeeTerms Fees { get; init; }
    public IReadOnlyList<Deliverable> Files { get; init; } = [];
    /// <summary>The provider's own tax invoices, those that were replaced included.</summary>
    public IReadOnlyList<TaxInvoice> TaxInvoices { get; init; } = [];
    public IReadOnlyList<OrderStep> Steps { get; init; } = [];
    public required DateTimeOffset PlacedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    /// <summary>All that is agreed: what a change order took out is not.</summary>
    [JsonIgnore]
    public IEnumerable<MilestoneTerms> Agreed => Milestones.Where(it => it.TakenOut is null).Select(it => it.Terms);

    [JsonIgnore]
    public Money Total => Shares.Total(Agreed);

    /// <summary>When the clock has something to do, in milliseconds since 1970; null where it has nothing.</summary>
    public long? Due => Milestones.Select(it => Confirmation.Assent == Assent.Confirmed ? MilestoneClocks.Next(it) : null).Append(Confirmation.Until).Append(OpenChange?.Until).Min()?.ToUnixTimeMilliseconds();

    /// <summary>For looking up those with a milestone in which a person must act.</summary>
    public bool InReview => Milestones.Any(it => it.State == MilestoneState.Review);

    /// <summary>Until when the payments that it holds may be kept at most, the soonest of them, in milliseconds since 1970; null where it holds none.</summary>
    public long? HeldUntil => Milestones.Min(HoldsUntil)?.ToUnixTimeMilliseconds();

    /// <summary>Its place on the buyer's desk.</summary>
    public string BuyerPlace => PlaceOf(Side.Buyer);

    /// <summary>Its place on the provider's desk.</summary>
    public string ProviderPlace => PlaceOf(Side.Provider);

    public OrderState State(DateTimeOffset now) => OrderStates.Of(Confirmation, Milestones, now);

    /// <summary>Until when a milestone's payment may be kept, while it is kept here; what is accepted pays itself out.</summary>
    public static DateTimeOffset? HoldsUntil(Milestone it) => it.PaidBy != PayBy.Direct && it.State is MilestoneState.Funded or MilestoneState.Delivered or MilestoneState.Disputed or MilestoneState.Review ? it.HoldLimit : null;

    public Milestone? Milestone(int number) => Milestones.FirstOrDefault(it => it.Terms.Number == number);

    /// <summary>The same with the milestone as it stands after a move, which is noted in the history.</summary>
    public Order Moved(Milestone after, Party by, DateTimeOffset now)
    {
        var before = Milestone(after.Terms.Number) ?? throw new ArgumentException($"{Id} has no milestone {after.Terms.Number}.", nameof(after));
        var moved = this with { Milestones = [.. Milestones.Select(it => ReferenceEquals(it, before) ? after : it)], SavedAt = now };
        return MilestoneHistory.Step(before, after, by, now) is { } step ? moved.Note(step) : moved;
    }

    /// <summary>Whether a file was handed over for the milestone since it was last delivered and changes were asked for.</summary>
    public bool IsHandedOver(int milestone)
    {
        var asked = Steps.LastOrDefault(it => it.Kind == OrderStepKind.ChangesAsked && it.Milestone == milestone)?.At;
        return Files.Any(it => it.Milestone == milestone && (asked is null || it.At >= asked));
    }

    public Order Note(OrderStep step) => this with { Steps = [.. Steps, step], SavedAt = step.At };

    /// <summary>The buyer's second person stands to it, or does not.</summary>
    /// <param name="confirmBy">Until when the provider confirms, where it has not agreed already by offering.</param>
    public Outcome<Order> Approve(string by, DateTimeOffset confirmBy, DateTimeOffset now) => Settle(Assent.AwaitingApproval,
        Way == OrderWay.Offer ? Confirmation.Given : new Confirmation(Assent.AwaitingProvider, confirmBy), new OrderStep(now, OrderStepKind.Approved, Side.Buyer, by));

    public Outcome<Order> Refuse(string by, string reason, DateTimeOffset now) => Settle(Assent.AwaitingApproval,
        new Confirmation(Assent.Refused, Reason: reason), new OrderStep(now, OrderStepKind.Refused, Side.Buyer, by, Note: reason));

    public Outcome<Order> Confirm(string by, DateTimeOffset now) => Settle(Assent.AwaitingProvider,
        Confirmation.Given, new OrderStep(now, OrderStepKind.Confirmed, Side.Provider, by));

    public Outcome<Order> Decline(string by, string reason, DateTimeOffset now) => Settle(Assent.AwaitingProvider,
        new Confirmation(Assent.Declined, Reason: reason), new OrderStep(now, OrderStepKind.Declined, Side.Provider, by, Note: reason));

    /// <summary>Writes down that the time in which an assent was awaited has passed.</summary>
    public Outcome<Order> Lapse(DateTimeOffset now) => Confirmation.Assent != Assent.Lapsed && Confirmation.At(now) == Assent.Lapsed
        ? (this with { Confirmation = new Confirmation(Assent.Lapsed) }).Note(new OrderStep(now, OrderStepKind.Lapsed, Side.Site, null))
        : Refusal.Because(RefusalKind.Conflict, "not_due", "尚未到期。", "Its time has not passed.");

    private Outcome<Order> Settle(Assent awaited, Confirmation settled, OrderStep step)
    {
        var stands = Confirmation.At(step.At);
        if (stands == awaited) return (this with { Confirmation = settled }).Note(step);
        return stands == Assent.Lapsed ? Refusal.Because(RefusalKind.Conflict, "order_lapsed", "已过期限，订单已失效。", "The time for it has passed; the order has lapsed.")
            : Refusal.Because(RefusalKind.Conflict, "not_awaited", "订单当前状态不允许此操作。", "The order is not in a state in which this can be done.");
    }

    private string PlaceOf(Side side)
    {
        var state = OrderStates.Of(Confirmation, Milestones, DateTimeOffset.MinValue);
        return Desk.Place(Id.Value, PlacedAt, OrderStates.IsEnd(state), WaitsFor(side, state) ? MostUrgent(side) : null);
    }

    private DateTimeOffset MostUrgent(Side side) => Confirmation.Until ?? (AwaitsOn(side) ? OpenChange!.Until : null)
        ?? Milestones.Where(it => !OrderStates.IsEnd(it.State)).Min(it =>
            OrderStates.Answers(side, it) ? it.Dispute!.AnswerBy
            : side == Side.Buyer && it.ReviewEndsAt is { } end ? end : new DateTimeOffset(it.Terms.Due.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
}
