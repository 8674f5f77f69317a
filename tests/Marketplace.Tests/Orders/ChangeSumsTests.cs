using Marketplace.Orders.Amend;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>Whatever is proposed, accepted and paid in whatever order: order, milestones and payments say the same sums, and what is paid is never touched.</summary>
public sealed class ChangeSumsTests(ITestOutputHelper output)
{
    private static readonly MilestoneState[] states =
        [MilestoneState.Planned, MilestoneState.Planned, MilestoneState.Planned, MilestoneState.FundingPending, MilestoneState.Funded, MilestoneState.Delivered, MilestoneState.Released, MilestoneState.Cancelled];

    [Fact]
    public async Task The_sums_always_agree_and_paid_milestones_are_untouched()
    {
        var counts = new Dictionary<string, int>();
        for (var seed = 1; seed <= 800; seed++)
        {
            var (random, rig) = (new Random(seed), new ChangeRig());
            var id = await rig.Agree([.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => states[random.Next(states.Length)])]);
            for (var round = 0; round < 4; round++)
            {
                var (before, payments) = (rig.Order(id), Payments(rig, id));
                var (proposer, other) = random.Next(2) == 0 ? (ChangeRig.Buyer, ChangeRig.Provider) : (ChangeRig.Provider, ChangeRig.Buyer);
                var proposed = await rig.Proposes(proposer, id, Rows(random, before));
                if (random.Next(4) == 0 && before.Milestones.FirstOrDefault(it => it.State == MilestoneState.Planned) is { } planned)
                {
                    await rig.Move.Run(OrderPayments.Reference(id, planned.Terms.Number), Party.Buyer, "wang", MilestoneTable.Fund);
                    (before, payments) = (rig.Order(id), Payments(rig, id));
                }
                if (!proposed.Succeeded) Count($"not proposed: {proposed.Refusal.First.Code}");
                else if (random.Next(5) == 0) await rig.Answer.Withdraw(proposer, id, rig.Order(id).OpenChange!.Number, rig.Version(id));
                else
                {
                    var number = rig.Order(id).OpenChange!.Number;
                    var accepted = await rig.Accepts(other, id, number);
                    Count(accepted.Succeeded ? "in force" : $"not accepted: {accepted.Refusal.First.Code}");
                    if (!accepted.Succeeded) await rig.Answer.Decline(other, id, number, rig.Version(id), "no");
                    else Assert.Equal((await rig.Orders.Changes(id))[^1].Read().After, rig.Order(id).Total);
                }
                Agrees(rig, id, before, payments);
            }
        }
        foreach (var (what, count) in counts.OrderBy(it => it.Key)) output.WriteLine($"{what}: {count}");
        Assert.True(counts.GetValueOrDefault("in force") > 800 && counts.ContainsKey("not accepted: milestone_being_paid"), string.Join('\n', counts));

        void Count(string what) => counts[what] = counts.GetValueOrDefault(what) + 1;
    }

    [Fact]
    public async Task Of_an_acceptance_and_a_payment_at_once_one_wins_and_the_amount_is_that_of_the_winner()
    {
        var won = new Dictionary<string, int>();
        for (var round = 0; round < 600; round++)
        {
            var rig = new ChangeRig();
            var id = await rig.Agree(MilestoneState.Planned);
            await rig.Proposes(ChangeRig.Provider, id, new ChangeRow(1, Net: 200_000));
            var version = rig.Version(id);
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Func<Task<Refusal?>>[] acts =
            [
                async () => (await rig.Answer.Accept(ChangeRig.Buyer, id, 1, version)).Refusal,
                async () => (await rig.Move.Run(OrderPayments.Reference(id, 1), Party.Buyer, "wang", MilestoneTable.Fund, readAt: version)).Refusal,
            ];
            var both = acts.Select((act, i) => (act, i)).OrderBy(it => (it.i + round) % 2).Select(it => (it.i, Refusal: At(start.Task, it.act))).ToList();
            start.SetResult();
            await Task.WhenAll(both.Select(it => it.Refusal));
            var refusals = both.OrderBy(it => it.i).Select(it => it.Refusal.Result).ToList();

            Assert.Single(refusals, it => it is null);
            Assert.Contains(refusals.Single(it => it is not null)!.Kind, new[] { RefusalKind.Stale, RefusalKind.Conflict });
            var (changed, payment, milestone) = (refusals[0] is null, rig.Paid(id, 1), rig.Order(id).Milestone(1)!);
            Assert.Equal(changed ? 212_000 : 106_000, payment.Gross.Amount);
            Assert.Equal(payment.Gross, Shares.Gross(milestone.Terms));
            Assert.Equal(changed ? (MilestoneState.Planned, false) : (MilestoneState.FundingPending, true), (milestone.State, payment.Collecting is not null));
            if (!changed) Assert.All(rig.Memory.Current<ProviderCall>(), it => Assert.Equal(106_000, it.Value.Amount.Amount));
            won[changed ? "change" : "payment"] = won.GetValueOrDefault(changed ? "change" : "payment") + 1;
        }
        output.WriteLine(string.Join(", ", won));
        Assert.Equal(2, won.Count);
    }

    private static void Agrees(ChangeRig rig, OrderId id, Order before, Dictionary<int, Payment> payments)
    {
        var (order, after) = (rig.Order(id), Payments(rig, id));
        Assert.Equal(order.Milestones.Select(it => it.Terms.Number), after.Keys);
        foreach (var milestone in order.Milestones)
            if (milestone.TakenOut is null)
                Assert.Equal((Shares.Gross(milestone.Terms), milestone.Terms.Vat.Amount), (after[milestone.Terms.Number].Gross, after[milestone.Terms.Number].Vat));
        Assert.Equal(order.Total.Amount, order.Milestones.Where(it => it.TakenOut is null).Sum(it => after[it.Terms.Number].Gross.Amount));
        foreach (var was in before.Milestones.Where(it => it.State != MilestoneState.Planned))
        {
            Assert.Same(payments[was.Terms.Number], after[was.Terms.Number]);
            var now = order.Milestone(was.Terms.Number)!;
            Assert.True(ChangedMilestone.Same(was.Terms with { Due = now.Terms.Due }, now.Terms) && was.State == now.State && was.TakenOut == now.TakenOut);
            if (was.State != MilestoneState.Funded) Assert.Equal(was.Terms.Due, now.Terms.Due);
        }
    }

    private static ChangeRow[] Rows(Random random, Order order) =>
    [
        .. order.Milestones.Where(it => random.Next(3) > 0 && (it.State == MilestoneState.Planned || random.Next(6) == 0 || it.State == MilestoneState.Funded)).Select(it => Row(random, it)),
        .. random.Next(3) == 0 ? [new ChangeRow(null, false, "More", 500 + random.Next(1_000_000), new DateOnly(2027, 1, 1 + random.Next(28)), ["Report"], "Signed", 5 + random.Next(10))] : Array.Empty<ChangeRow>(),
    ];

    private static ChangeRow Row(Random random, Milestone it) => it.State == MilestoneState.Funded && random.Next(5) > 0 ? new(it.Terms.Number, Due: new DateOnly(2027, 1, 1 + random.Next(28))) : random.Next(6) switch
    {
        0 => new(it.Terms.Number, TakeOut: true), 1 => new(it.Terms.Number, Due: new DateOnly(2027, 1, 1 + random.Next(28))), 2 => new(it.Terms.Number, Deliverables: [$"Report {random.Next()}"]),
        _ => new(it.Terms.Number, Net: 500 + random.Next(1_000_000)),
    };

    private static Dictionary<int, Payment> Payments(ChangeRig rig, OrderId id) => rig.Order(id).Milestones.ToDictionary(it => it.Terms.Number, it => rig.Paid(id, it.Terms.Number));

    private static Task<T> At<T>(Task start, Func<Task<T>> act) => Task.Run(async () =>
    {
        await start;
        return await act();
    });
}
