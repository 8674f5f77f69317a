using System.Globalization;
using System.Text;
using Marketplace.Api;
using Marketplace.DesignSystem;
using Marketplace.Identity;
using Marketplace.Payments.Ledger;
using Marketplace.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marketplace.Payments.Finance;

/// <summary><c>GET /operator/finance/ledger.csv?account=…</c> or <c>?reference=…</c>, with <c>month</c>: the entries as CSV, written as they are read, however many there are.</summary>
internal static class LedgerCsv
{
    private const int Batch = 500;

    public static IEndpointRouteBuilder MapLedgerCsv(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operator/finance/ledger.csv", Show).ExcludeFromDescription();
        return routes;
    }

    private static async Task<IResult> Show(string? account, string? reference, string? month, HttpContext http, CurrentActor actor, ShowFinance show)
    {
        if (!(await show.Entries(actor.Value, account, reference, month, null, Batch, http.RequestAborted)).Is(out var view, out var refusal)) return Results.StatusCode(refusal.Kind == RefusalKind.Forbidden ? 403 : 404);
        return Results.Stream(async to =>
        {
            await Write(to, ["at", "command", "reference", "account", "currency", "debit", "credit", "state", "ended"], http.RequestAborted);
            while (true)
            {
                foreach (var it in view.Entries) await Write(to, Cells(it), http.RequestAborted);
                if (view.More is not { } more || !(await show.Entries(actor.Value, account, reference, month, more, Batch, http.RequestAborted)).Is(out var next, out _)) break;
                view = next;
            }
        }, "text/csv; charset=utf-8", "ledger.csv");
    }

    private static string?[] Cells(LedgerEntry it) =>
    [
        ProviderCall.DueText(it.At), it.Command, it.Reference, it.Account, it.Currency, Major(it.Debit, it.Currency), Major(it.Credit, it.Currency), it.State.ToString(), it.EndedAt is { } ended ? ProviderCall.DueText(ended) : null,
    ];

    private static string Major(long minor, string currency) => minor == 0 ? "" : Numbers.Major(new Money(minor, currency));

    private static async Task Write(Stream to, IEnumerable<string?> cells, CancellationToken cancel) =>
        await to.WriteAsync(Encoding.UTF8.GetBytes(string.Join(',', cells.Select(CsvTable.Cell)) + "\r\n"), cancel);
}
