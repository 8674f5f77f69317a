using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Rigs.FakeStripe;

namespace Marketplace.Rigs.Simulation;

/// <summary>What many runs came to.</summary>
/// <param name="Failures">What was wrong, with how to see it again.</param>
/// <param name="Sometimes">What happened, and how often.</param>
public sealed record Simulated(int Seeds, TimeSpan Took, IReadOnlyList<string> Failures, IReadOnlyDictionary<string, long> Sometimes)
{
    /// <summary>What never happened although it must in so many runs: then the runs prove nothing of it.</summary>
    public IReadOnlyList<string> Never => [.. Simulate.Expected.Where(it => !Sometimes.ContainsKey(it))];
}

/// <summary>Runs seeds, on all cores.</summary>
public static class Simulate
{
    public static IReadOnlyList<string> Expected { get; } =
    [
        .. MilestoneTable.Rows.Select(it => it.Name), .. Enum.GetNames<TestChoice>().Select(it => $"test page: {it}"),
        "somebody was quicker", "died before a commit", "died after a commit", "a commit met a newer version", "two heard at once", "a hint was lost",
        "died before a call", "died after a call", "the provider never heard", "the provider is busy", "the answer was lost", "a call was sent twice", "a question got no answer",
        "it arrived and no answer ever came", "it never arrived", "a call was looked for in vain", "refused: never_arrived", "a call is stuck", "a stuck call was asked for anew", "T3': money beyond the first went back",
        "call Collect: Done", "call Collect: Withdrawn", "call CancelCollect: Done", "call CancelCollect: Refused", "call Release: Done", "call Release: Refused", "call Release: Withdrawn",
        "call Refund: Done", "call Refund: Refused", "call Reverse: Done",
        .. Enum.GetValues<Fate>().Where(it => it != Fate.Through).Select(it => $"stripe: {it}"),
        "stripe: charged back", "stripe: a warning", "stripe: a warning was lifted", "stripe: a message was lost", "stripe: a message was late", "stripe: a message came twice", "stripe: a message was forged",
        "call Answer: Done", "call Answer: Withdrawn", "act: AnswerBank", "a bank was told", "a chargeback ended: Won", "a chargeback ended: Lost", "held for: early_fraud_warning",
        "DisputeOpened", "DisputeAnswered", "DisputeConceded", "DisputeRulingProposed", "DisputeDecided", "act: HandOver", "act: Conclude", "act: Goodwill", "act: PayByHand", "act: SettleCall",
        "dispute: Open", "somebody saw to it", "dispute: Conceded", "dispute: Decided", "ends: Released", "ends: Settled", "ends: Refunded", "ends: Cancelled", "ends in Review: undecided", "ends in Review: refund_failed",
    ];

    public static Simulated Run(int first, int seeds, TimeSpan? atMost = null)
    {
        var (failures, sometimes, watch, done) = (new ConcurrentQueue<string>(), new ConcurrentBag<Dictionary<string, long>>(), Stopwatch.StartNew(), 0);
        Parallel.ForEach(Partitioner.Create(first, first + seeds, 50), (range, loop) =>
        {
            var counted = new Dictionary<string, long>(StringComparer.Ordinal);
            for (var seed = range.Item1; seed < range.Item2; seed++)
            {
                if (watch.Elapsed > atMost || failures.Count >= 3) loop.Stop();
                if (loop.IsStopped) break;
                if (One(seed, counted) is { } wrong) failures.Enqueue(wrong);
                Interlocked.Increment(ref done);
            }
            sometimes.Add(counted);
        });
        return new Simulated(done, watch.Elapsed, [.. failures],
            sometimes.SelectMany(it => it).GroupBy(it => it.Key, StringComparer.Ordinal).OrderBy(it => it.Key, StringComparer.Ordinal).ToDictionary(it => it.Key, it => it.Sum(one => one.Value), StringComparer.Ordinal));
    }

    private static string? One(int seed, Dictionary<string, long> counted)
    {
        string? wrong;
        try { wrong = new World(seed, counted).Run().GetAwaiter().GetResult(); }
        catch (Exception failure) { wrong = failure.ToString(); }
        return wrong is null ? null : string.Create(CultureInfo.InvariantCulture,
            $"seed {seed}: {wrong}\n  again: dotnet run -c Release --project tests/Marketplace.Benchmarks -- simulate --seed {seed}");
    }
}
