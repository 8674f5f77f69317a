using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.Paying;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Orders;

public sealed class AtOnceTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Of_two_who_accept_and_one_who_disputes_at_once_each_effect_comes_once_and_the_late_are_told_the_state()
    {
        var won = new Dictionary<int, int>();
        for (var round = 0; round < 2_000; round++)
        {
            var rig = new MoneyRig();
            var reference = await rig.Agree("ord_1/1", 100_000, new FeeTerms(1, 500, 0));
            await rig.Do(reference, Party.Buyer, MilestoneTable.Fund);
            await rig.Settle();
            await rig.Provider.Choose(rig.Paid(reference).Collecting!.Object!, TestChoice.Pay);
            await rig.Settle();
            await rig.Do(reference, Party.Provider, MilestoneTable.Deliver);
            rig.Time.Now += TimeSpan.FromDays(10);
            await rig.Do(reference, Party.Clock, MilestoneTable.Remind);
            await rig.Do(reference, Party.Clock, MilestoneTable.Remind);

            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Func<Task<Outcome<Milestone>>>[] acts =
            [
                () => rig.Do(reference, Party.Buyer, now => MilestoneTable.Accept(now)), () => rig.Do(reference, Party.Clock, now => MilestoneTable.Accept(now)),
                () => rig.Do(reference, Party.Buyer, MilestoneTable.OpenDispute),
            ];
            // Whoever is asked first is often first.
            var three = acts.Select((act, i) => (act, i)).OrderBy(it => (it.i + round) % 3).Select(it => (it.i, Outcome: At(start.Task, it.act))).ToList();
            start.SetResult();
            await Task.WhenAll(three.Select(it => it.Outcome));
            var outcomes = three.OrderBy(it => it.i).Select(it => it.Outcome.Result).ToList();

            // Accepted once at most, by the buyer or by the clock. The dispute is opened in any case: what is accepted and not paid out can be disputed.
            var accepted = outcomes.Take(2).Count(it => it.Succeeded);
            Assert.InRange(accepted, 0, 1);
            Assert.True(outcomes[2].Succeeded);
            Assert.All(outcomes.Where(it => !it.Succeeded), it => Assert.Equal((RefusalKind.Conflict, "not_in_this_state"), (it.Refusal!.Kind, it.Refusal.First.Code)));
            Assert.Equal((MilestoneState.Disputed, 100_000L), (rig.Milestone(reference).State, rig.Paid(reference).Held));
            await rig.HearBalances();
            Assert.Equal((100_000, 0, 0), (await rig.Balance(Accounts.Held(reference)), await rig.Balance(Accounts.Fees), await rig.Balance(Accounts.Payable("prv_1"))));
            // Where it was accepted first, there is an invoice and the credit note to it.
            Assert.Equal(accepted == 1, (await rig.Payments.Invoice("F00000002"))?.Value.Credits == "F00000001");
            won[accepted] = won.GetValueOrDefault(accepted) + 1;
        }
        output.WriteLine($"disputed at once: {won.GetValueOrDefault(0)}, accepted before: {won.GetValueOrDefault(1)}");
        Assert.Equal(2, won.Count);
    }

    private static Task<Outcome<Milestone>> At(Task start, Func<Task<Outcome<Milestone>>> act) => Task.Run(async () =>
    {
        await start;
        return await act();
    });
}
