using Marketplace.Identity;
using Marketplace.Payments.Ledger;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Payments.Finance;

/// <param name="To">The payee's account, of a payout; a refund goes to where the money came from.</param>
internal sealed record TransferTask(ProviderCall Call, BankAccount? To);

/// <param name="Suggested">What the line's text or amount suggests that it is.</param>
public sealed record WaitingLine(Document<StatementLine> Line, string? Suggested);

/// <param name="More">Where the next page of balances begins; null on the last.</param>
internal sealed record FinanceView(IReadOnlyList<LedgerBalance> Balances, string? More, IReadOnlyList<TransferTask> Tasks, IReadOnlyList<WaitingLine> Lines);

/// <param name="More">Where the next page begins; null on the last.</param>
internal sealed record EntriesView(IReadOnlyList<LedgerEntry> Entries, string? More);

/// <summary>The books, for operators and auditors: balances, entries, what waits for a person at the bank.</summary>
internal sealed class ShowFinance(ILedger ledger, ITransfers transfers)
{
    public const int PageSize = 50;
    private const int MostWaiting = 100;

    public async Task<Outcome<FinanceView>> Run(Actor actor, string? after, CancellationToken cancel = default)
    {
        if (!actor.LooksOver) return Refusal.Forbidden();
        var balances = await ledger.Balances(after, PageSize + 1, cancel);
        var tasks = new List<TransferTask>();
        foreach (var it in await transfers.Tasks(MostWaiting, cancel))
            tasks.Add(new(it.Value, it.Value.Operation == GatewayOperation.Release ? await Account(it.Value, cancel) : null));
        var lines = (await transfers.WaitingLines(MostWaiting, cancel)).Select(it => new WaitingLine(it, Suggest(it.Value, tasks))).ToList();
        return new FinanceView([.. balances.Take(PageSize)], balances.Count > PageSize ? balances[PageSize - 1].Id : null, tasks, lines);
    }

    /// <param name="account">Of an account; else <paramref name="reference"/>, of a payment.</param>
    /// <param name="month">Only of it, as <c>2026-11</c> in UTC; null for all.</param>
    public async Task<Outcome<EntriesView>> Entries(Actor actor, string? account, string? reference, string? month, string? after, int most = PageSize, CancellationToken cancel = default)
    {
        if (!actor.LooksOver) return Refusal.Forbidden();
        if (account is null && reference is null) return Refusal.NotFound();
        var from = month is not null && string.CompareOrdinal(after, month) < 0 ? month : after;
        var read = account is not null ? await ledger.OfAccount(account, from, most + 1, cancel) : await ledger.OfReference(reference!, from, most + 1, cancel);
        var entries = read.TakeWhile(it => month is null || it.Place.StartsWith(month, StringComparison.Ordinal)).Take(most).ToList();
        return new EntriesView(entries, read.Count > most && entries.Count == most ? entries[^1].Place : null);
    }

    private async Task<BankAccount?> Account(ProviderCall call, CancellationToken cancel) =>
        System.Text.Json.JsonSerializer.Deserialize<GatewayOrder>(call.Body, MarketJson.Options) is { Payee: { } payee } ? (await transfers.Account(payee, cancel))?.Value.Account : null;

    private static string? Suggest(StatementLine line, List<TransferTask> tasks) => line.Amount.Amount > 0
        ? TransferReference.In(line.Text) is [var reference] ? reference : null
        : tasks.Where(it => it.Call.Amount == -line.Amount && it.Call.Attempts > 0).Select(it => it.Call.Key).ToList() is [var only] ? only : null;
}
