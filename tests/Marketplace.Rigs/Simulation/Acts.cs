using Marketplace.Disputes;
using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using static Marketplace.Orders.MilestoneState;

namespace Marketplace.Rigs.Simulation;

/// <summary>Does it to a milestone, as somebody.</summary>
internal delegate Task<Outcome<Milestone>> Doing(World world, string reference, Party by, string person, Command? command);

/// <summary>Something that somebody does with a milestone.</summary>
/// <param name="By">Who may, as the design says it, and not read from the table that is under test.</param>
/// <param name="Likely">In which states somebody would think of it.</param>
/// <param name="Eager">How likely they then do it.</param>
/// <param name="Transfer">Only where buyers pay providers by bank transfer too.</param>
internal sealed record Act(string Name, IReadOnlyList<Party> By, IReadOnlyList<MilestoneState> Likely, double Eager, Doing Do, bool Transfer = false);

internal static class Acts
{
    public static readonly IReadOnlyList<Party> People = [Party.Buyer, Party.Provider, Party.Arbiter, Party.Officer];

    public static IReadOnlyList<Act> All { get; } =
    [
        new("fund", [Party.Buyer], [Planned], 1, Move((now, _) => MilestoneTable.Fund(now))),
        new("fund by transfer", [Party.Buyer], [Planned], 0.6, Move((now, _) => MilestoneTable.FundByTransfer(now, ToProvider(now))), Transfer: true),
        new("report paid", [Party.Buyer], [FundingPending], 0.5, Move((now, _) => MilestoneTable.ReportPaid(now)), Transfer: true),
        new("not arrived", [Party.Provider], [FundingPending], 0.2, Move((now, _) => MilestoneTable.NotArrived(now)), Transfer: true),
        new("received", [Party.Provider], [FundingPending, Planned, Review], 0.5, Move((now, _) => MilestoneTable.Received(now)), Transfer: true),
        new("refund arrived", [Party.Buyer, Party.Officer], [Refunding, Disputed, Review], 0.3, Move((now, _) => MilestoneTable.RefundArrived(now)), Transfer: true),
        new("cancel", [Party.Buyer, Party.Provider], [FundingPending], 0.08, Move((now, _) => MilestoneTable.Cancel(now))),
        new("agree anew", [Party.Buyer, Party.Provider], [Planned], 0.2, Move((now, chance) => MilestoneTable.Agree(now, now.It.Terms with { Net = new Money(chance.Between(100, 2_000_000), now.Money.Currency) }))),
        new("postpone", [Party.Buyer, Party.Provider], [Funded], 0.1, Move((now, chance) => MilestoneTable.Postpone(now, DateOnly.FromDateTime(now.At.UtcDateTime).AddDays((int)chance.Between(0, 20))))),
        new("deliver", [Party.Provider], [Funded], 0.9, Move((now, _) => MilestoneTable.Deliver(now))),
        new("ask changes", [Party.Buyer], [Delivered], 0.3, Move((now, _) => MilestoneTable.AskChanges(now))),
        new("accept", [Party.Buyer], [Delivered], 0.3, Move((now, _) => MilestoneTable.Accept(now))),
        new("accept a part", [Party.Buyer], [Delivered], 0.4, Move((now, chance) => MilestoneTable.Accept(now, chance.Between(-1, now.Money.Held + 1)))),
        new("dispute", [Party.Buyer, Party.Provider], [Delivered, Accepted, Releasing], 0.3, (world, reference, by, person, command) => world.Disputes.Open(reference, by, person, command)),
        new("answer", [Party.Buyer, Party.Provider], [Disputed], 0.5, (world, reference, by, person, command) => world.Disputes.Answer(reference, by, person, command)),
        new("give in", [Party.Buyer, Party.Provider], [Disputed, Review], 0.1, (world, reference, by, person, command) => world.Disputes.Concede(reference, by, person, command)),
        new("give back", [Party.Buyer, Party.Provider], [Funded], 0.1, Move((now, _) => MilestoneTable.GiveBack(now))),
        new("decide", [Party.Arbiter], [Disputed, Review], 0.6, (world, reference, by, person, command) => world.Disputes.Decide(reference, by, person, command)),
        new("hand over", [Party.Officer], [Review], 0.6, (world, reference, by, person, command) => world.Disputes.Act(reference, by, person, command, MoneyActKind.HandOver, MilestoneTable.HandOver)),
        new("goodwill", [Party.Officer], [Released], 0.5, (world, reference, by, person, command) => world.Goodwill(reference, by, person, command)),
        new("conclude", [Party.Officer], [Review], 0.5, (world, reference, by, person, command) => world.Disputes.Act(reference, by, person, command, MoneyActKind.Conclude, MilestoneTable.Conclude, world.Owed(reference))),
        new("pay by hand", [Party.Officer], [Refunded, Settled, Released], 0.3, (world, reference, by, person, command) => world.Disputes.Act(reference, by, person, command, MoneyActKind.PayByHand, MilestoneTable.Conclude, world.Owed(reference))),
    ];

    private static Doing Move(Func<MilestoneNow, Chance, Outcome<MilestoneStep>> row) => (world, reference, by, person, command) => world.Move(reference, by, person, command, row);

    private static BankTransfer ToProvider(MilestoneNow now) =>
        new(PayBy.Direct, TransferReference.Of(now.Money.Reference), new BankAccount("Prova", "Bank", "12345678"), now.At);
}
