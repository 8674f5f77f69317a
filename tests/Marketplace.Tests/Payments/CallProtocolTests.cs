using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Payments;

/// <summary>Each row of the call protocol: what happens between us and the provider, and what it comes to.</summary>
public sealed class CallProtocolTests
{
    private const string Reference = "ord_1/1";
    private readonly Script script = new();
    private readonly MoneyRig rig;
    private bool hintsAreLost;

    public CallProtocolTests() => rig = new MoneyRig(gateway: inner => script.Over(inner), inbox: inner => new Inbox(inner, () => hintsAreLost), mostAgain: 50_000);

    [Fact]
    public async Task A_double_click_has_one_effect()
    {
        await rig.Agree(Reference, 100_000, new FeeTerms(1, 500, 0));
        var command = new Command("ann:1", "fund", "done");
        for (var click = 0; click < 50; click++) Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund, command: command)).Succeeded);

        Assert.Equal(1, rig.Paid(Reference).Tries["fund"]);
        Assert.Equal("not_in_this_state", (await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund)).Refusal?.First.Code);
    }

    [Fact]
    public async Task What_got_no_answer_is_asked_for_again_with_the_same_key_and_the_same_bytes()
    {
        await Accepted();
        script.Then(Script.NeverHeard, Script.NeverHeard);
        await rig.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));

        var sent = script.Sent.Where(it => it.Key.Contains(":release:", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, sent.Count);
        Assert.Single(sent.Distinct());
        Assert.Single(rig.AtProvider.SelectMany(it => it.Things), it => it.Kind == GatewayKind.Transfer);
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task From_the_third_like_failure_on_the_effect_is_looked_for_and_taken_over()
    {
        await Accepted();
        hintsAreLost = true;
        // The provider did it the first time and gives the error back for ever that it saved under the key.
        script.Then(Script.Lost, Script.Broken, Script.Broken);
        script.Otherwise = Script.Broken;
        await rig.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Equal((1, 1), (rig.Paid(Reference).Tries["release"], script.Looks));
    }

    [Fact]
    public async Task Where_an_answer_is_lost_the_providers_own_word_of_it_is_enough()
    {
        await Accepted();
        script.Then(Script.Lost);
        await rig.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(20));

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Single(script.Sent, it => it.Key.Contains(":release:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_never_arrived_is_asked_for_under_the_next_key_only_after_a_day()
    {
        await Accepted(gross: 50_000);
        script.Otherwise = Script.NeverHeard;
        await rig.Pass(TimeSpan.FromHours(47.7));
        Assert.Equal((MilestoneState.Releasing, 1), (rig.Milestone(Reference).State, rig.Paid(Reference).Tries["release"]));
        var last = script.Sent[^1].At - script.Sent.First(it => it.Key.Contains(":release:", StringComparison.Ordinal)).At;
        Assert.InRange(last, TimeSpan.FromHours(20), TimeSpan.FromHours(23));

        script.Otherwise = Script.Through;
        await rig.Pass(TimeSpan.FromHours(2.3));
        Assert.Equal((MilestoneState.Released, 2), (rig.Milestone(Reference).State, rig.Paid(Reference).Tries["release"]));
        Assert.Equal("never_arrived", (await rig.Payments.Call($"mk1:{Reference}:release:1"))!.Value.Refusal);
        Assert.Equal([EntryState.Archived, EntryState.Archived], (await rig.Payments.Call($"mk1:{Reference}:release:1"))!.Value.Pending.Select(it => rig.Ledger.Entry(it.Id).Result!.Value.State));
    }

    [Fact]
    public async Task Above_the_limit_a_person_decides_what_became_of_it_and_can_go_on()
    {
        await Accepted();
        script.Otherwise = Script.NeverHeard;
        await rig.Pass(TimeSpan.FromHours(50));
        Assert.Equal((MilestoneState.Review, "never_arrived"), (rig.Milestone(Reference).State, rig.Milestone(Reference).Why));
        Assert.Equal("never_arrived", rig.Paid(Reference).Attention);
        Assert.Equal("money_left", (await rig.Do(Reference, Party.Officer, MilestoneTable.Conclude)).Refusal?.First.Code);

        script.Otherwise = Script.Through;
        Assert.False((await rig.Stuck.Go($"mk1:{Reference}:release:1")).Value);
        await rig.Pass(TimeSpan.FromMinutes(10));
        Assert.Equal((95_000, null), (rig.Paid(Reference).Released, rig.Paid(Reference).Attention));
        Assert.True((await rig.Do(Reference, Party.Officer, MilestoneTable.Conclude)).Succeeded);
        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Equal("not_stuck", (await rig.Stuck.Go($"mk1:{Reference}:release:1")).Refusal?.First.Code);
    }

    [Fact]
    public async Task A_busy_provider_is_asked_again_later_and_no_look_is_taken()
    {
        await Accepted();
        script.Then(Script.Busy, Script.Busy, Script.Busy, Script.Busy);
        await rig.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10));

        Assert.Equal((MilestoneState.Released, 0), (rig.Milestone(Reference).State, script.Looks));
    }

    [Fact]
    public async Task A_key_that_was_used_for_something_else_stops_for_a_person_and_never_takes_the_next()
    {
        await Accepted();
        script.Then(Script.Misused);
        await rig.Pass(TimeSpan.FromDays(3));

        Assert.Equal(MilestoneState.Review, rig.Milestone(Reference).State);
        Assert.StartsWith("key_misused", rig.Paid(Reference).Attention, StringComparison.Ordinal);
        Assert.Equal(1, rig.Paid(Reference).Tries["release"]);
    }

    [Fact]
    public async Task Whoever_froze_with_a_call_in_hand_changes_nothing_when_they_wake()
    {
        await Accepted();
        // In the middle of the first site's sending its lease runs out, and a second site sends, records and goes on.
        script.During = async () =>
        {
            rig.Time.Now += TimeSpan.FromMinutes(2);
            await rig.Send.Round(default);
        };
        await rig.Pass(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        await rig.Settle();

        Assert.Equal(MilestoneState.Released, rig.Milestone(Reference).State);
        Assert.Equal(2, script.Sent.Count(it => it.Key.Contains(":release:", StringComparison.Ordinal)));
        Assert.Equal(0, await rig.Balance(Accounts.Payable("prv_1")));
        Assert.Equal(rig.AtProvider.Sum(it => it.Balance.Amount), await rig.Balance(Accounts.Provider));
    }

    [Fact]
    public async Task A_dispute_stops_a_payout_that_was_not_sent_and_comes_too_late_for_one_that_was()
    {
        await Accepted();
        rig.Time.Now += TimeSpan.FromDays(1);
        await rig.Scheduler.Round(default);
        Assert.Equal(MilestoneState.Releasing, rig.Milestone(Reference).State);
        Assert.True((await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute)).Succeeded);
        await rig.Settle();
        Assert.Equal((CallStatus.Withdrawn, 100_000), ((await rig.Payments.Call($"mk1:{Reference}:release:1"))!.Value.Status, rig.Paid(Reference).Held));
        Assert.DoesNotContain(rig.AtProvider.SelectMany(it => it.Things), it => it.Kind == GatewayKind.Transfer);

        await rig.Do(Reference, Party.Provider, MilestoneTable.AnswerDispute);
        await rig.Do(Reference, Party.Arbiter, now => MilestoneTable.Decide(now, 100_000, 0));
        Assert.Equal("not_in_this_state", (await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute)).Refusal?.First.Code);
        await rig.Settle();
        Assert.Equal(MilestoneState.Settled, rig.Milestone(Reference).State);
    }

    [Fact]
    public async Task A_dispute_is_refused_while_the_payout_may_have_left()
    {
        await Accepted();
        script.Then(Script.NeverHeard);
        rig.Time.Now += TimeSpan.FromDays(1);
        await rig.Scheduler.Round(default);
        await rig.Send.Round(default);

        Assert.Equal("payout_on_its_way", (await rig.Do(Reference, Party.Buyer, MilestoneTable.OpenDispute)).Refusal?.First.Code);
    }

    private async Task Accepted(long gross = 100_000)
    {
        await rig.Agree(Reference, gross, new FeeTerms(1, 500, 0));
        await rig.Do(Reference, Party.Buyer, MilestoneTable.Fund);
        await rig.Settle();
        await rig.Provider.Choose(rig.Paid(Reference).Collecting!.Object!, TestChoice.Pay);
        await rig.Settle();
        await rig.Do(Reference, Party.Provider, MilestoneTable.Deliver);
        Assert.True((await rig.Do(Reference, Party.Buyer, now => MilestoneTable.Accept(now))).Succeeded);
        script.Clock = rig.Time;
    }

    private sealed class Inbox(IStore inner, Func<bool> loses) : IStore
    {
        public Task<Outcome<Committed>> Commit(Changes changes, CancellationToken cancel = default) =>
            loses() ? Task.FromResult<Outcome<Committed>>(new Committed()) : inner.Commit(changes, cancel);

        public Task<Command?> Command(string key, CancellationToken cancel = default) => inner.Command(key, cancel);
    }
}
