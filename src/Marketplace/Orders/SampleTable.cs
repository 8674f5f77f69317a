using Marketplace.Vocabulary;
using static Marketplace.Orders.SampleAct;
using static Marketplace.Orders.SampleState;

namespace Marketplace.Orders;

/// <summary>A row of the table: from where to where, by which side, and what has to be said of it.</summary>
internal sealed record SampleRow(SampleAct Act, IReadOnlyList<SampleState> From, SampleState To, Side By, bool WantsCondition = false, bool WantsDay = false);

/// <summary>
/// How a sample goes: the buyer announces it and sends it (or takes back the announcement), the provider receives it and says how it arrived, keeps
/// it, and in the end returns or destroys it. What was received without being said to be sent was received all the same.
/// </summary>
internal static class SampleTable
{
    public static IReadOnlyList<SampleRow> Rows { get; } =
    [
        new(Announce, [], Announced, Side.Buyer),
        new(Send, [Announced], Sent, Side.Buyer),
        new(Withdraw, [Announced], Withdrawn, Side.Buyer),
        new(Receive, [Announced, Sent], Received, Side.Provider, WantsCondition: true),
        new(Retain, [Received, Retained], Retained, Side.Provider, WantsDay: true),
        new(Return, [Received, Retained], Returned, Side.Provider),
        new(Destroy, [Received, Retained], Destroyed, Side.Provider),
    ];

    public static SampleRow Row(SampleAct act) => Rows.First(it => it.Act == act);

    /// <summary>What a side can do about a sample as it is.</summary>
    public static IEnumerable<SampleAct> Open(Sample it, Side? side) => Rows.Where(row => row.By == side && row.From.Contains(it.State)).Select(row => row.Act);

    /// <summary>The sample after the step, or why it cannot be taken. That the step's person may act for its side is for whoever asks to see.</summary>
    public static Outcome<Sample> Move(Sample it, SampleStep step, DateOnly today)
    {
        var row = Row(step.Act);
        if (row.By != step.Side) return Refusal.Forbidden();
        if (!row.From.Contains(it.State)) return Refusal.Because(RefusalKind.Conflict, "not_in_this_state", "样品目前的状态不允许此操作。", $"The sample is {it.State}; this cannot be done with it now.");
        if (row.WantsCondition && step.Condition is null) return Wants("condition", "请说明样品到达时的状况。", "Say how the sample arrived.");
        // What is retained longer than a day that has come, is retained until another one: never until one that is over.
        if (row.WantsDay && (step.Until is not { } until || until < today)) return Wants("until", "请填写今天或以后的日期。", "Enter today or a later day.");
        return it with { State = row.To, Steps = [.. it.Steps, step] };
    }

    private static Refusal Wants(string field, string zh, string en) => Refusal.Because(RefusalKind.Invalid, "required", zh, en, field);
}
