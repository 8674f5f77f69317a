using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using static Marketplace.Orders.MilestoneState;

namespace Marketplace.Rigs.Simulation;

/// <summary>Something that somebody does with a milestone.</summary>
/// <param name="By">Who may, as the design says it, and not read from the table that is under test.</param>
/// <param name="Likely">In which states somebody would think of it.</param>
/// <param name="Eager">How likely they then do it.</param>
/// <param name="Transfer">Only where buyers pay providers by bank transfer too.</param>
internal sealed record Act(string Name, IReadOnlyList<Party> By, IReadOnlyList<MilestoneState> Likely, double Eager, Func<MilestoneNow, Chance, Outcome<MilestoneStep>> Move, bool Transfer = false);

internal static class Acts
{
    public static readonly IReadOnlyList<Party> People = [Party.Buyer, Party.Provider, Party.Arbiter, Party.Officer];

    public static IReadOnlyList<Act> All { get; } =
    [
        new("fund", [Party.Buyer], [Planned], 1, (now, _) => MilestoneTable.Fund(now)),
        new("fund by transfer", [Party.Buyer], [Planned], 0.6, (now, _) => MilestoneTable.FundByTransfer(now, ToProvider(now)), Transfer: true),
        new("report paid", [Party.Buyer], [FundingPending], 0.5, (now, _) => MilestoneTable.ReportPaid(now), Transfer: true),
        new("not arrived", [Party.Provider], [FundingPending], 0.2, (now, _) => MilestoneTable.NotArrived(now), Transfer: true),
        new("received", [Party.Provider], [FundingPending, Planned, Review], 0.5, (now, _) => MilestoneTable.Received(now), Transfer: true),
        new("refund arrived", [Party.Buyer, Party.Officer], [Refunding, Disputed, Review], 0.3, (now, _) => MilestoneTable.RefundArrived(now), Transfer: true),
        new("cancel", [Party.Buyer, Party.Provider], [FundingPending], 0.08, (now, _) => MilestoneTable.Cancel(now)),
        new("deliver", [Party.Provider], [Funded], 0.9, (now, _) => MilestoneTable.Deliver(now)),
        new("ask changes", [Party.Buyer], [Delivered], 0.3, (now, _) => MilestoneTable.AskChanges(now)),
        new("accept", [Party.Buyer], [Delivered], 0.3, (now, _) => MilestoneTable.Accept(now)),
        new("accept a part", [Party.Buyer], [Delivered], 0.4, (now, chance) => MilestoneTable.Accept(now, chance.Between(-1, now.Money.Held + 1))),
        new("dispute", [Party.Buyer, Party.Provider], [Delivered, Accepted, Releasing], 0.3, (now, _) => MilestoneTable.OpenDispute(now)),
        new("answer", [Party.Buyer, Party.Provider], [Disputed], 0.5, (now, _) => MilestoneTable.AnswerDispute(now)),
        new("give back", [Party.Buyer, Party.Provider], [Funded], 0.1, (now, _) => MilestoneTable.GiveBack(now)),
        new("decide", [Party.Arbiter], [Disputed, Review], 0.6, Decide),
        new("goodwill", [Party.Officer], [Released], 0.5, (now, chance) => MilestoneTable.Goodwill(now, chance.Between(0, Math.Max(1, now.Money.Accepted)))),
        new("conclude", [Party.Officer], [Review], 0.5, (now, _) => MilestoneTable.Conclude(now)),
    ];

    private static BankTransfer ToProvider(MilestoneNow now) =>
        new(PayBy.Direct, TransferReference.Of(now.Money.Reference), new BankAccount("Prova", "Bank", "12345678"), now.At);

    private static Outcome<MilestoneStep> Decide(MilestoneNow now, Chance chance)
    {
        var all = now.Money.Held + (now.Money.Part?.Gross ?? 0);
        if (now.It.Dispute?.Proposed is { } first && chance.Of(0.7)) return MilestoneTable.Decide(now, first.Release, first.Refund);
        var release = chance.Below(4) switch { 0 => 0, 1 => all, _ => chance.Between(0, all) };
        return MilestoneTable.Decide(now, release, chance.Of(0.9) ? all - release : all - release + 1);
    }
}
