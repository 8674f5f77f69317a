using System.Text.Json.Serialization;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>The change orders of an order. One at most is open.</summary>
public sealed partial record Order
{
    public IReadOnlyList<OrderChange> Changes { get; init; } = [];

    /// <summary>The one that waits for somebody, or did until its time passed and that is not written down yet.</summary>
    [JsonIgnore]
    public OrderChange? OpenChange => Changes is [.., { IsOpen: true } last] ? last : null;

    /// <summary>Whether the side has something to do now, about the order or about a change of it.</summary>
    public bool WaitsFor(Side side, OrderState state) => OrderStates.WaitsFor(side, state, Milestones) || (state == OrderState.Active && AwaitsOn(side));

    /// <summary>Why no change can be proposed now; null where one can.</summary>
    public Refusal? RefusesChange(DateTimeOffset now) => State(now) != OrderState.Active ? NotInForce()
        : OpenChange is { } open && open.At(now) != ChangeState.Lapsed
            ? Refusal.Because(RefusalKind.Conflict, "change_open", $"变更单第 {open.Number} 号尚未了结，请先接受、拒绝或撤回。", $"Change order {open.Number} is open: accept, decline or withdraw it first.")
        : Changes.Count >= OrderChange.Most ? Refusal.Because(RefusalKind.Conflict, "too_many", "该订单的变更次数已达上限。", "There have been too many changes of this order.")
        : null;

    /// <summary>The change in the state in which it can be answered so, or why it is not.</summary>
    public Outcome<OrderChange> Awaiting(int number, DateTimeOffset now, params ChangeState[] awaited)
    {
        if (Changes.FirstOrDefault(it => it.Number == number) is not { } change)
            return Refusal.Because(RefusalKind.Conflict, "no_such_change", "该订单没有此变更单。", $"The order has no change {number}.");
        var stands = change.At(now);
        if (stands == ChangeState.Lapsed) return Refusal.Because(RefusalKind.Conflict, "change_lapsed", "已过有效期，该变更单已失效。", "The time for it has passed; the change order has lapsed.");
        if (!awaited.Contains(stands)) return Refusal.Because(RefusalKind.Conflict, "change_not_awaited", "该变更单当前状态不允许此操作。", "The change order is not in a state in which this can be done.");
        return State(now) == OrderState.Active ? change : NotInForce();
    }

    /// <summary>The same with one more, or with another in its place, and the step by which it came to it.</summary>
    public Order With(OrderChange change, OrderStepKind kind, ChangeSaid said)
    {
        IReadOnlyList<OrderChange> changes = change.Number > Changes.Count ? [.. Changes, change] : [.. Changes.Select(it => it.Number == change.Number ? change : it)];
        return (this with { Changes = changes }).Note(new OrderStep(said.At, kind, said.Side, said.Person, Note: said.Reason, Change: change.Number));
    }

    /// <summary>Writes down that nobody answered in time.</summary>
    public Outcome<Order> LapseChange(DateTimeOffset now) => OpenChange is { } open && open.At(now) == ChangeState.Lapsed
        ? With(open with { State = ChangeState.Lapsed, Until = null, Ended = new ChangeSaid(Side.Site, null, now) }, OrderStepKind.ChangeLapsed, new ChangeSaid(Side.Site, null, now))
        : Refusal.Because(RefusalKind.Conflict, "not_due", "尚未到期。", "Its time has not passed.");

    private bool AwaitsOn(Side side) => OpenChange is { } open && OrderChange.Awaits(side, open.State);

    private static Refusal NotInForce() => Refusal.Because(RefusalKind.Conflict, "order_not_active", "订单不在履行中，不能变更。", "The order is not in force, so nothing of it can be changed.");
}
