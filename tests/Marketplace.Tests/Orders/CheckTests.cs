using Xunit;

namespace Marketplace.Orders;

/// <summary>Codes that stand on reports, and what became of a file since it was delivered.</summary>
public sealed class CheckTests
{
    private const string Report = "aa", Corrected = "bb";

    [Theory]
    [InlineData("7Q2M-X9KD-0VTA", "7Q2MX9KD0VTA")]
    [InlineData(" 7q2m x9kd ovta ", "7Q2MX9KD0VTA")]
    [InlineData("i7lo-0000-0000", "171000000000")]
    [InlineData("7Q2M-X9KD-0VT", null)]
    [InlineData("7Q2M-X9KD-0VTAA", null)]
    [InlineData("7Q2M-X9KD-0VTU", null)]
    [InlineData("七二三四五六七八九十一二", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_code_is_read_as_people_copy_it(string? typed, string? code) => Assert.Equal(code, CheckCode.Read(typed));

    [Fact]
    public void Every_milestone_gets_a_code_of_its_own_once()
    {
        var (order, along) = CheckCode.Give(SomeOrder.Of(null, MilestoneState.Planned, MilestoneState.Funded));
        Assert.Equal(2, order.Milestones.Select(it => it.CheckCode).Distinct().Count());
        Assert.Equal(order.Milestones.Select(it => it.CheckCode), along.Select(it => it.Id));
        Assert.All(order.Milestones, it => Assert.Equal(it.CheckCode, CheckCode.Read(CheckCode.Shown(it.CheckCode!))));

        var (again, nothing) = CheckCode.Give(order);
        Assert.Equal(order.Milestones, again.Milestones);
        Assert.Empty(nothing);
    }

    [Fact]
    public void A_file_counts_from_its_delivery_until_changes_are_asked_for_and_others_delivered()
    {
        Assert.Null(After());
        Assert.Null(After((OrderStepKind.Handed, Report)));
        Assert.Null(After((OrderStepKind.Handed, Corrected), (OrderStepKind.Delivered, null)));
        Assert.Equal((1, FileStanding.Stands, null), After((OrderStepKind.Handed, Report), (OrderStepKind.Delivered, null)));
        Assert.Equal((1, FileStanding.Stands, null), After((OrderStepKind.Handed, Report), (OrderStepKind.Delivered, null), (OrderStepKind.Accepted, null), (OrderStepKind.Released, null)));
        Assert.Equal((1, FileStanding.ChangesAsked, 2), After((OrderStepKind.Handed, Report), (OrderStepKind.Delivered, null), (OrderStepKind.ChangesAsked, null), (OrderStepKind.Handed, Corrected)));
        Assert.Equal((1, FileStanding.Replaced, 4),
            After((OrderStepKind.Handed, Report), (OrderStepKind.Delivered, null), (OrderStepKind.ChangesAsked, null), (OrderStepKind.Handed, Corrected), (OrderStepKind.Delivered, null)));
    }

    [Fact]
    public void The_same_bytes_delivered_again_stand_again_and_until_then_they_do_not()
    {
        (OrderStepKind, string?)[] once = [(OrderStepKind.Handed, Report), (OrderStepKind.Delivered, null), (OrderStepKind.ChangesAsked, null), (OrderStepKind.Handed, Report)];

        Assert.Equal((1, FileStanding.ChangesAsked, 2), After(once));
        Assert.Equal((4, FileStanding.Stands, null), After([.. once, (OrderStepKind.Delivered, null)]));
    }

    [Fact]
    public void What_stops_at_its_delivery_for_a_person_was_delivered()
    {
        Assert.Equal((1, FileStanding.Stands, null), After((OrderStepKind.Handed, Report), (OrderStepKind.Attention, null)));
        var order = SomeOrder.Of() with { Steps = [Step(0, OrderStepKind.Handed, Report), Step(1, OrderStepKind.Attention, null) with { Side = Side.Site }] };
        Assert.Null(DeliveredFile.Of(order, 1, Report));
    }

    [Fact]
    public void What_was_delivered_for_another_milestone_was_not_for_this_one() =>
        Assert.Null(DeliveredFile.Of(SomeOrder.Of() with { Steps = [Step(0, OrderStepKind.Handed, Report), Step(1, OrderStepKind.Delivered, null)] }, 2, Report));

    /// <summary>What is said of the report, in minutes after noon.</summary>
    private static (int At, FileStanding Standing, int? Since)? After(params (OrderStepKind Kind, string? File)[] steps) =>
        DeliveredFile.Of(SomeOrder.Of() with { Steps = [.. steps.Select((it, i) => Step(i, it.Kind, it.File))] }, 1, Report) is { } found
            ? (Minute(found.At), found.Standing, found.Since is { } since ? Minute(since) : null) : null;

    private static int Minute(DateTimeOffset at) => (int)(at - SomeOrder.Noon).TotalMinutes;

    private static OrderStep Step(int minute, OrderStepKind kind, string? file) =>
        new(SomeOrder.Noon.AddMinutes(minute), kind, kind == OrderStepKind.ChangesAsked ? Side.Buyer : Side.Provider, null, 1, null, file);
}
