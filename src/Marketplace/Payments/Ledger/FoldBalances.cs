using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Ledger;

/// <summary>
/// Keeps the balances: hears the log and adds up. Each balance knows the last event it holds, so what is heard again changes nothing; and since no
/// posting writes a balance itself, payments do not queue for the accounts that they all have in common.
/// </summary>
internal sealed class FoldBalances(IStore store, ILedger ledger, MarketClock clock) : IHear
{
    public string Consumer => "ledger-balances";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        var balances = new Dictionary<string, (LedgerBalance Value, long Version, bool Moved)>(StringComparer.Ordinal);
        foreach (var logged in events)
        {
            if (logged.Event is not LedgerMoved moved) continue;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var line in moved.Lines)
            {
                var id = LedgerBalance.IdOf(line.Account, line.Currency);
                if (!balances.TryGetValue(id, out var kept))
                {
                    var found = await ledger.Balance(line.Account, line.Currency, cancel);
                    kept = (found?.Value ?? new LedgerBalance { Account = line.Account, Currency = line.Currency }, found?.Version ?? 0, false);
                }
                // One event may hold several lines of one account: the first of them moves the position.
                if (kept.Value.Position < logged.Position || seen.Contains(id))
                {
                    seen.Add(id);
                    kept = (kept.Value.With(line, logged.Position), kept.Version, true);
                }
                balances[id] = kept;
            }
        }
        var writes = balances.Values.Where(it => it.Moved).Select(it => StoredAs<LedgerBalance>.Write(it.Value.Id, it.Value, it.Version)).ToList();
        if (writes.Count == 0) return;
        var outcome = await store.Commit(new Changes(writes, [], clock.Now), cancel);
        if (!outcome.Succeeded) throw new InvalidOperationException($"The balances could not be written: {outcome.Refusal.First.Message.En}");
    }
}
