namespace Marketplace.Orders;

/// <summary>What became of a file after it was delivered.</summary>
public enum FileStanding
{
    /// <summary>Nothing was asked to be changed.</summary>
    Stands,
    /// <summary>The buyer asked for changes, and nothing was delivered since.</summary>
    ChangesAsked,
    /// <summary>The buyer asked for changes, and a later delivery followed.</summary>
    Replaced,
}

/// <summary>A file that was delivered for a milestone, as the order's history tells it.</summary>
/// <param name="Since">Since when it no longer stands; null where it does.</param>
public sealed record DeliveredFile(DateTimeOffset At, FileStanding Standing, DateTimeOffset? Since)
{
    /// <returns>Null for a file that was never delivered for the milestone, if it was ever handed over.</returns>
    public static DeliveredFile? Of(Order order, int milestone, string hash)
    {
        var steps = order.Steps.Where(it => it.Milestone == milestone).ToList();
        // The same bytes may come again: the last time that they were delivered counts.
        for (var handed = steps.Count - 1; handed >= 0; handed--)
        {
            if (steps[handed] is not { Kind: OrderStepKind.Handed } step || step.File != hash) continue;
            var delivered = steps.FindIndex(handed, IsDelivery);
            if (delivered >= 0) return Of(steps, delivered);
        }
        return null;
    }

    private static DeliveredFile Of(List<OrderStep> steps, int delivered)
    {
        var asked = steps.FindIndex(delivered, it => it.Kind == OrderStepKind.ChangesAsked);
        if (asked < 0) return new(steps[delivered].At, FileStanding.Stands, null);
        var again = steps.FindIndex(asked, IsDelivery);
        return again < 0 ? new(steps[delivered].At, FileStanding.ChangesAsked, steps[asked].At) : new(steps[delivered].At, FileStanding.Replaced, steps[again].At);
    }

    /// <summary>A delivery that leaves no time for a review stops for a person to look at, and is one all the same.</summary>
    private static bool IsDelivery(OrderStep step) => step is { Kind: OrderStepKind.Delivered } or { Kind: OrderStepKind.Attention, Side: Side.Provider };
}
