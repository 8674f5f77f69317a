using CsCheck;
using Marketplace.Vocabulary;
using Xunit;
using static Marketplace.Orders.SampleAct;
using static Marketplace.Orders.SampleState;

namespace Marketplace.Orders;

/// <summary>The way of a sample: which steps there are from where, by which side, and what has to be said of them.</summary>
public sealed class SampleTableTests
{
    private static readonly DateOnly today = new(2026, 12, 1);

    [Theory]
    [InlineData("Send Receive Retain Return", Returned)]
    [InlineData("Send Receive Retain Retain Destroy", Destroyed)]
    [InlineData("Receive Destroy", Destroyed)]
    [InlineData("Withdraw", Withdrawn)]
    [InlineData("Send Withdraw", null)]
    [InlineData("Return", null)]
    [InlineData("Send Retain", null)]
    [InlineData("Receive Receive", null)]
    [InlineData("Receive Return Destroy", null)]
    [InlineData("Withdraw Send", null)]
    public void A_sample_goes_these_ways_and_no_others(string acts, SampleState? ends)
    {
        var sample = (Sample?)Announced();
        foreach (var act in acts.Split(' ').Select(Enum.Parse<SampleAct>)) sample = sample is null ? null : SampleTable.Move(sample, Step(act), today).Is(out var moved, out _) ? moved : null;
        Assert.Equal(ends, sample?.State);
    }

    [Fact]
    public void No_step_is_taken_by_the_side_that_may_not_and_every_open_one_can_be() => Gen.Select(Gen.Enum<SampleState>(), Gen.Enum<SampleAct>(), Gen.Enum<Side>()).Sample((state, act, side) =>
    {
        var sample = Announced() with { State = state };
        var moved = SampleTable.Move(sample, Step(act) with { Side = side }, today);
        return SampleTable.Open(sample, side).Contains(act) == moved.Succeeded
            && (SampleTable.Row(act).By == side || moved.Refusal!.Kind == RefusalKind.Forbidden)
            && (!moved.Succeeded || moved.Value.Steps.Count == 2);
    });

    [Fact]
    public void It_is_said_how_a_sample_arrived_and_until_when_it_is_kept()
    {
        Assert.Equal("condition", SampleTable.Move(Announced(), Step(Receive) with { Condition = null }, today).Refusal!.First.Field);
        var received = Announced() with { State = Received };
        Assert.Equal("until", SampleTable.Move(received, Step(Retain) with { Until = null }, today).Refusal!.First.Field);
        Assert.Equal("until", SampleTable.Move(received, Step(Retain) with { Until = today.AddDays(-1) }, today).Refusal!.First.Field);
        Assert.True(SampleTable.Move(received, Step(Retain) with { Until = today }, today).Succeeded);
    }

    [Fact]
    public void Two_samples_are_not_called_the_same_unless_one_was_never_sent()
    {
        var samples = new OrderSamples(OrderId.New(SomeOrder.Noon), [Announced()]);
        Assert.Equal("identifier_taken", samples.Announce("R-1", null, Step(Announce)).Refusal!.First.Code);
        Assert.Equal(2, samples.Announce("R-2", null, Step(Announce)).Value.Samples[1].Number);
        Assert.True(samples.With(Announced() with { State = Withdrawn }).Announce("R-1", null, Step(Announce)).Succeeded);
        var full = samples with { Samples = [.. Enumerable.Range(1, OrderSamples.Most).Select(it => Announced() with { Number = it, Identifier = $"S-{it}" })] };
        Assert.Equal("too_many", full.Announce("R-2", null, Step(Announce)).Refusal!.First.Code);
    }

    [Fact]
    public void Who_answers_has_read_what_is_before_and_a_mark_never_goes_back()
    {
        var at = SomeOrder.Noon;
        var talk = new Conversation(0).Said(Side.Buyer, at).Said(Side.Buyer, at);
        Assert.Equal((2, 0), (talk.UnreadBy(Side.Provider), talk.UnreadBy(Side.Buyer)));
        Assert.Equal(1, talk.Read(Side.Provider, 1, at).UnreadBy(Side.Provider));
        Assert.Equal(talk, talk.Read(Side.Provider, 3, at));
        var answered = talk.Said(Side.Provider, at.AddMinutes(1));
        Assert.Equal((0, 1), (answered.UnreadBy(Side.Provider), answered.UnreadBy(Side.Buyer)));
        Assert.Same(answered, answered.Read(Side.Provider, 2, at.AddMinutes(2)));
    }

    private static Sample Announced() => new(1, "R-1", null, SampleState.Announced, [Step(Announce)]);

    private static SampleStep Step(SampleAct act) => new(SomeOrder.Noon, act, SampleTable.Row(act).By, "wang", null, SampleCondition.AsDescribed, null, today.AddDays(30));
}
