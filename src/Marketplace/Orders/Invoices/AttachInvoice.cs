using Marketplace.Api;
using Marketplace.Files;
using Marketplace.Identity;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Invoices;

/// <summary>A tax invoice as the provider enters it, beside its file.</summary>
/// <param name="Day">On which it was made out.</param>
/// <param name="Amount">In minor units.</param>
/// <param name="Replaces">The number of an earlier one in whose place it stands.</param>
/// <param name="Currency">Where it is given, it must be the order's.</param>
internal sealed record TaxInvoiceInput(string? Number, DateOnly? Day, long Amount, string? Replaces = null, string? Currency = null);

/// <summary>The provider attaches a tax invoice to a milestone that was paid. What was attached stays; a newer one stands in its place where it says so.</summary>
internal sealed class AttachInvoice(OrderSteps steps, TakeFile take, OrderWriter writer, MarketClock clock)
{
    public const string Field = "file";

    public async Task<Outcome<Written<MilestoneSaved>>> Run(
        Actor actor, OrderId id, int milestone, long readAt, TaxInvoiceInput input, Upload? file, ApiCommand? command = null, CancellationToken cancel = default)
    {
        if (!(await steps.Open(actor, id, cancel)).Is(out var found, out var refusal)) return refusal;
        var order = found.Value;
        if (order.Milestone(milestone) is not { } it) return Refusal.NotFound();
        if (Parties.RefusesCarrier(actor, order.Provider) is { } no) return no;
        if (await writer.Before<MilestoneSaved>(command, cancel) is { } before) return before;
        if (!Read(input, file, order).Is(out var entered, out refusal)) return refusal;
        if (TaxInvoices.Refuses(order, it, entered.Number, entered.Amount, entered.Replaces) is { } not) return not;
        if (found.Version != readAt) return CommitRefusals.Stale(found.Version);
        if (!(await take.Run(FileOwner.Of(id), file!, Field, cancel)).Is(out var kept, out refusal)) return refusal;

        var now = clock.Now;
        var invoice = new TaxInvoice(milestone, entered.Number, entered.Day, entered.Amount, kept, now, actor.Id, entered.Replaces);
        var attached = (order with { TaxInvoices = [.. order.TaxInvoices, invoice] }).Note(new OrderStep(now, OrderStepKind.Invoiced, Side.Provider, actor.Id, milestone, invoice.Number, kept.Hash));
        return await writer.Commit(new MilestoneSaved(id, milestone, readAt + 1), attached, readAt,
            [new TaxInvoiceAttached(id, order.Buyer, order.Provider, milestone, kept.Hash, invoice.Replaces is not null)], command, [], cancel);
    }

    private Outcome<(string Number, DateOnly Day, Money Amount, string? Replaces)> Read(TaxInvoiceInput input, Upload? file, Order order)
    {
        var fields = new FieldCheck();
        var number = fields.Required(input.Number, "number", TaxInvoice.LongestNumber);
        var replaces = fields.Text(input.Replaces, "replaces", TaxInvoice.LongestNumber);
        if (input.Day is not { } day) fields.Add("required", "day", "此项必填。", "This is required.");
        else if (day > clock.Today) fields.Add("day_to_come", "day", "开票日期不能晚于今天。", "An invoice is not made out on a day to come.");
        if (input.Amount is < 1 or > Shares.MostMinor) fields.Add("bad_amount", "amount", "请输入大于零的金额。", "Enter an amount of more than nothing.");
        if (input.Currency is { } currency && currency != order.Total.Currency) fields.Add("other_currency", "amount", "须使用订单的币种。", "Use the order's currency.");
        if (file is null) fields.Add("required", Field, "请选择文件。", "Choose a file.");
        return fields.Problems.Count > 0 ? new Refusal(RefusalKind.Invalid, fields.Problems) : (number, input.Day!.Value, new Money(input.Amount, order.Total.Currency), replaces);
    }
}
