using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// What a change order changes and why, as one canonical JSON document with its SHA-256, which the order and the record name. It is written with
/// the proposal and never again, whatever becomes of it.
/// </summary>
[StoredAs("order_changes")]
public sealed record ChangeDocument(string Json, string Hash)
{
    /// <summary>Whether the document is still the one that the hash was taken of.</summary>
    [JsonIgnore]
    public bool IsWhole => FrozenText.HashOf(Json) == Hash;

    public FrozenChange Read() => JsonSerializer.Deserialize<FrozenChange>(Json, MarketJson.Options)!;

    public static ChangeDocument Of(FrozenChange frozen)
    {
        var json = FrozenText.Of(frozen);
        return new ChangeDocument(json, FrozenText.HashOf(json));
    }

    /// <summary>Ids of an order's changes in the order in which they were proposed.</summary>
    public static string IdOf(OrderId order, int number) => string.Create(CultureInfo.InvariantCulture, $"{order}:{number:D3}");
}

/// <summary>A change order as it was proposed.</summary>
/// <param name="Evidence">SHA-256 of what the order was placed on, which it changes no part of.</param>
/// <param name="Before">What the order came to when it was proposed.</param>
/// <param name="After">What it comes to once the change is in force.</param>
public sealed record FrozenChange(
    string Format, OrderId Order, int Number, string Evidence, Side By, DateTimeOffset At, string Reason, Money Before, Money After, IReadOnlyList<ChangedMilestone> Milestones)
{
    public const string Format1 = "plumbline-change/1";
}

/// <summary>A milestone as it is and as it is to be.</summary>
/// <param name="Old">Null for one that is added.</param>
/// <param name="New">Null for one that is taken out.</param>
public sealed record ChangedMilestone(int Number, MilestoneTerms? Old, MilestoneTerms? New)
{
    /// <summary>Nothing but the due day is another.</summary>
    [JsonIgnore]
    public bool OnlyDue => Old is not null && New is not null && Old.Due != New.Due && Same(Old with { Due = New.Due }, New);

    /// <summary>Whether two say the same.</summary>
    public static bool Same(MilestoneTerms one, MilestoneTerms other) =>
        one.Deliverables.SequenceEqual(other.Deliverables) && one with { Deliverables = other.Deliverables } == other;
}
