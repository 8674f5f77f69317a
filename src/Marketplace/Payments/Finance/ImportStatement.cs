using Marketplace.Identity;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Finance;

/// <param name="New">Lines that were not known.</param>
/// <param name="Known">Lines that were imported before and stay as they are.</param>
internal sealed record Imported(int New, int Known);

/// <summary>Takes a statement of the account in which money is held: each line of the bank once, however often it is sent.</summary>
internal sealed class ImportStatement(IStore store, ITransfers transfers, MarketClock clock)
{
    private const int Attempts = 3;

    public async Task<Outcome<Imported>> Run(Actor actor, string? text, CancellationToken cancel = default)
    {
        if (!actor.IsOperator) return Refusal.Forbidden();
        if (!StatementText.Read(text ?? "").Is(out var rows, out var refusal)) return refusal;
        for (var attempt = 1; ; attempt++)
        {
            var known = (await transfers.Lines([.. rows.Select(it => StatementLine.IdOf(it.BankId))], cancel)).Select(it => it.Value.Id).ToHashSet(StringComparer.Ordinal);
            var lines = rows.Select(it => new StatementLine { Id = StatementLine.IdOf(it.BankId), Day = it.Day, Amount = it.Amount, Text = it.Text, ImportedBy = actor.Id })
                .Where(it => !known.Contains(it.Id)).ToList();
            var imported = new Imported(lines.Count, known.Count);
            if (lines.Count == 0) return imported;
            var saved = await store.Commit(new Changes([.. lines.Select(it => StoredAs<StatementLine>.Write(it.Id, it, 0))], [new StatementImported(imported.New, imported.Known)], clock.Now), cancel);
            if (saved.Is(out _, out refusal)) return imported;
            // Somebody imported some of the same lines in this moment; they are known now.
            if (refusal.Kind != RefusalKind.Stale || attempt == Attempts) return refusal;
        }
    }
}
