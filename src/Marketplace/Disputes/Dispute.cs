using System.Globalization;
using System.Text.Json.Serialization;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Disputes;

/// <summary>What went wrong. Names are kept. <see cref="HandedOver"/> is the operator's: a milestone that nobody else can settle goes to an arbiter.</summary>
public enum DisputeReason { NotAsAgreed, Incomplete, WrongMethod, WrongResult, NotCovered, Late, AcceptanceWithheld, BeyondAgreement, Other, HandedOver }

/// <summary>What a side asks for: all or part of what is held goes back to the buyer, or all of it to the provider.</summary>
public enum DisputeRemedy { RefundAll, RefundPart, PayAll }

/// <summary>What is written down of a dispute. How it stands today says <see cref="DisputeStages"/>, with the milestone beside it.</summary>
public enum DisputeState { Draft, Discarded, Open, Conceded, Decided }

/// <summary>What one side brings forward, with what shows it.</summary>
/// <param name="By">The id of the person or program.</param>
public sealed record DisputeArgument(int Number, Side Side, string By, DateTimeOffset At, string Text, IReadOnlyList<StoredFile> Evidence);

/// <summary>What an arbiter decided: so much (gross, minor units) to the provider, so much back to the buyer, and why.</summary>
/// <param name="By">The id of the arbiter.</param>
public sealed record DisputeRuling(long Release, long Refund, string Reasons, string By, DateTimeOffset At);

/// <summary>
/// One side's word that a milestone is not right, what both say to it, and how it ends. The milestone itself is frozen, paid out or refunded by the
/// table of milestones, in the same commits.
/// </summary>
[StoredAs("disputes")]
public sealed record Dispute
{
    public const int LongestText = 4000;
    public const int MostArguments = 30;
    public const int MostEvidence = 10;

    /// <summary>So many arguments a dispute begins with at most; more can be added to it.</summary>
    public const int MostAtFirst = 5;

    private const long Latest = 9_999_999_999_999;

    public required DisputeId Id { get; init; }
    public required OrderId Order { get; init; }
    public required int Milestone { get; init; }
    public required OrganisationId Buyer { get; init; }
    public required ProviderId Provider { get; init; }
    /// <summary>What the order is about.</summary>
    public required Bilingual Title { get; init; }
    /// <summary>The side that opens it; the site where an operator handed it to an arbiter.</summary>
    public required Side By { get; init; }
    public required string StartedBy { get; init; }
    public DisputeReason? Reason { get; init; }
    public IReadOnlyList<DisputeArgument> Arguments { get; init; } = [];
    public DisputeRemedy? Remedy { get; init; }
    /// <summary>Of <see cref="DisputeRemedy.RefundPart"/>: how much.</summary>
    public Money? Refund { get; init; }
    public DisputeState State { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }
    /// <summary>By then it is decided, or a person must look why not; the same as the milestone's clock when it was opened.</summary>
    public DateTimeOffset? DecideBy { get; init; }
    /// <summary>What a first arbiter decided, where a second must agree.</summary>
    public DisputeRuling? Proposed { get; init; }
    public DisputeRuling? Ruling { get; init; }
    /// <summary>The second arbiter, where it took two.</summary>
    public string? SecondBy { get; init; }
    public Side? ConcededBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SavedAt { get; init; }

    [JsonIgnore]
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"{Order}/{Milestone}");

    /// <summary>Only its own side knows of it.</summary>
    [JsonIgnore]
    public bool IsPrivate => State is DisputeState.Draft or DisputeState.Discarded;

    /// <summary>Its place in every list: open ones first, and of those what must be decided soonest; then the others, newest first. What is private is in none.</summary>
    public string? Place => State switch
    {
        DisputeState.Open => $"0{Digits(DecideBy?.ToUnixTimeMilliseconds() ?? 0)}{Id}",
        DisputeState.Conceded or DisputeState.Decided => $"1{Digits(Latest - SavedAt.ToUnixTimeMilliseconds())}{Id}",
        _ => null,
    };

    public DisputeArgument? Argument(int number) => Arguments.FirstOrDefault(it => it.Number == number);

    /// <summary>One more argument of a side, without evidence yet.</summary>
    public Dispute Argued(Side side, string by, string text, DateTimeOffset now) => this with
    {
        Arguments = [.. Arguments, new DisputeArgument(Arguments.Select(it => it.Number).DefaultIfEmpty().Max() + 1, side, by, now, text, [])], SavedAt = now,
    };

    public Dispute With(DisputeArgument argument, DateTimeOffset now) => this with { Arguments = [.. Arguments.Select(it => it.Number == argument.Number ? argument : it)], SavedAt = now };

    public Dispute Opened(Milestone after, DateTimeOffset now) => this with
    {
        State = DisputeState.Open, OpenedAt = now, DecideBy = MilestoneClocks.DecidedBy(after), SavedAt = now,
    };

    /// <summary>As the milestone says after an arbiter spoke: decided, or proposed to a second.</summary>
    public Dispute Ruled(Milestone after, DisputeRuling ruling) => after.Decision is null
        ? this with { Proposed = ruling, SavedAt = ruling.At }
        : this with
        {
            State = DisputeState.Decided, Ruling = Proposed is { } first && (first.Release, first.Refund) == (ruling.Release, ruling.Refund) && first.By != ruling.By ? first : ruling,
            SecondBy = Proposed is { } agreed && agreed.By != ruling.By ? ruling.By : null, Proposed = null, SavedAt = ruling.At,
        };

    private static string Digits(long milliseconds) => Math.Clamp(milliseconds, 0, Latest).ToString("D13", CultureInfo.InvariantCulture);
}
