using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>How a change order stands; names are kept.</summary>
public enum ChangeState
{
    /// <summary>The buyer's side stands to it, and its organisation wants a second person for so much.</summary>
    AwaitingApproval,
    AwaitingBuyer,
    AwaitingProvider,
    /// <summary>Both sides agreed, and it is in force.</summary>
    Agreed,
    /// <summary>The other side said no.</summary>
    Declined,
    /// <summary>The buyer's approver said no.</summary>
    Refused,
    /// <summary>Whoever proposed it took it back.</summary>
    Withdrawn,
    /// <summary>Nobody said anything in time.</summary>
    Lapsed,
}

/// <summary>Who said something about a change order, and when.</summary>
/// <param name="Person">The id of the person or program; null where the site did it by itself.</param>
public sealed record ChangeSaid(Side Side, string? Person, DateTimeOffset At, string? Reason = null);

/// <summary>A change order as the order knows it; what it changes stands in its <see cref="ChangeDocument"/>.</summary>
/// <param name="Hash">SHA-256 of the document.</param>
/// <param name="Until">Until when the next answer is awaited; null when it is over.</param>
/// <param name="ValidDays">For how many days the other side can accept it.</param>
public sealed record OrderChange(int Number, string Hash, ChangeState State, DateTimeOffset? Until, int ValidDays, ChangeSaid Proposed)
{
    /// <summary>So many can be proposed about one order.</summary>
    public const int Most = 100;

    public const int UsualDays = 14;
    public const int MostDays = 60;

    /// <summary>What the other side said yes by.</summary>
    public ChangeSaid? Accepted { get; init; }
    /// <summary>What the buyer's second person said yes by, where one was wanted.</summary>
    public ChangeSaid? Approved { get; init; }
    /// <summary>How it ended, where it did not come into force.</summary>
    public ChangeSaid? Ended { get; init; }

    [JsonIgnore]
    public bool IsOpen => IsAwaited(State);

    /// <summary>When it came into force.</summary>
    [JsonIgnore]
    public DateTimeOffset? InForceAt => State != ChangeState.Agreed ? null : Approved is { } approved && approved.At > Accepted!.At ? approved.At : Accepted!.At;

    /// <summary>The person who stands to it for the buyer.</summary>
    [JsonIgnore]
    public ChangeSaid? ByBuyer => Proposed.Side == Side.Buyer ? Proposed : Accepted;

    public ChangeState At(DateTimeOffset now) => IsOpen && now >= Until ? ChangeState.Lapsed : State;

    public static bool IsAwaited(ChangeState state) => state is ChangeState.AwaitingApproval or ChangeState.AwaitingBuyer or ChangeState.AwaitingProvider;

    /// <summary>Whether the side has to answer.</summary>
    public static bool Awaits(Side side, ChangeState state) => side switch
    {
        Side.Buyer => state is ChangeState.AwaitingBuyer or ChangeState.AwaitingApproval, Side.Provider => state == ChangeState.AwaitingProvider, _ => false,
    };
}
