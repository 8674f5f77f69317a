using Marketplace.Orders;
using Marketplace.Payments;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;

namespace Marketplace.Rigs.Paying;

/// <summary>
/// What the log tells of milestones and of the ledger, added up apart from the code that wrote it, with what must hold of each event by itself: I1, that
/// each transaction balances; I8, that a milestone leaves the state it was in; I9, that nothing leads out of an end; I13, that only an actor of its row
/// moved it.
/// </summary>
internal sealed class LogBooks(Action<string> violated)
{
    private static readonly Dictionary<string, MilestoneRow> rows = MilestoneTable.Rows.ToDictionary(it => it.Name, StringComparer.Ordinal);
    private readonly Dictionary<(string Account, string Currency), long> posted = [];
    private readonly Dictionary<string, (long Amount, EntryState State)> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MilestoneState> states = new(StringComparer.Ordinal);

    /// <summary>Debit less credit of what was posted, by account and currency.</summary>
    public IReadOnlyDictionary<(string Account, string Currency), long> Posted => posted;

    /// <summary>Every entry that was told, with its amount (debit less credit) and its state.</summary>
    public IReadOnlyDictionary<string, (long Amount, EntryState State)> Entries => entries;

    /// <summary>Where each milestone stands.</summary>
    public IReadOnlyDictionary<string, MilestoneState> States => states;

    public void Hear(MarketEvent told)
    {
        if (told is LedgerMoved ledger) Add(ledger);
        if (told is not MilestoneMoved move) return;
        if (states.TryGetValue(move.Reference, out var was) && was != move.From) violated($"I8: {move.Reference} left {move.From} and was {was}");
        if (move.From is MilestoneState.Released or MilestoneState.Settled or MilestoneState.Refunded or MilestoneState.Cancelled && move.To != move.From)
            violated($"I9: {move.Reference} went from {move.From} to {move.To}");
        if (!rows.TryGetValue(move.Row, out var row) || !row.By.Contains(move.Who)) violated($"I13: {move.Who} moved {move.Reference} by {move.Row}");
        states[move.Reference] = move.To;
    }

    /// <summary>What accounts of this beginning have, to the side on which they grow.</summary>
    public long Sum(string prefix) =>
        posted.Where(it => it.Key.Account.StartsWith(prefix, StringComparison.Ordinal)).Sum(it => it.Value) * (prefix[0] is 'A' or 'E' ? 1 : -1);

    private void Add(LedgerMoved moves)
    {
        foreach (var same in moves.Lines.GroupBy(it => (it.Currency, it.Was, it.State)))
            if (same.Sum(it => it.Debit) != same.Sum(it => it.Credit)) violated($"I1: {moves.Reference} does not balance: {string.Join("; ", same)}");
        foreach (var line in moves.Lines)
        {
            var amount = line.Debit - line.Credit;
            if (line.Was is null ? !entries.TryAdd(line.Entry, (amount, line.State)) : entries.GetValueOrDefault(line.Entry) != (amount, EntryState.Pending)) violated($"I1: {line} was told before");
            entries[line.Entry] = (amount, line.State);
            if (line.State == EntryState.Posted) posted[(line.Account, line.Currency)] = posted.GetValueOrDefault((line.Account, line.Currency)) + amount;
        }
    }
}
