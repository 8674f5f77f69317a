using System.Text.Json;
using Marketplace.Payments;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>
/// What an order at a listing's published price comes to, from the listing's answers and the provider's terms. A price that is a range or on
/// request, and one of which it is not said whether tax is in it, cannot be ordered at: there an offer is asked for.
/// </summary>
public static class PublishedPrice
{
    public const int MostUnits = 100_000;

    private const string Field = "listing";

    /// <summary>Why the listing cannot be ordered at its price at all; null where it can.</summary>
    public static Refusal? Closed(Specification specification, Answers answers, SellingTerms? terms) =>
        FormOf(specification, answers) is not ("fixed" or "per_unit") || Amount(answers) is null
            ? No("price_not_fixed", "该服务没有公布可直接下单的价格，请询价。", "The listing has no price to order at; ask for an offer.")
        : answers["tax_included"] is not { ValueKind: JsonValueKind.True or JsonValueKind.False }
            ? No("tax_unstated", "该服务未说明价格是否含税，请询价。", "The listing does not say whether its price includes tax; ask for an offer.")
        : terms is null
            ? No("vat_unstated", "服务方尚未填写增值税税率，不能直接下单，请询价。", "The provider has not stated its rate of value-added tax; ask for an offer.")
        : null;

    /// <summary>Whether a quantity is asked for.</summary>
    public static bool IsPerUnit(Specification specification, Answers answers) => FormOf(specification, answers) == "per_unit";

    /// <param name="start">The last day on which the provider confirms; time runs from it.</param>
    /// <param name="most">What can be paid at once in some way, in minor units.</param>
    public static Outcome<IReadOnlyList<MilestoneTerms>> Of(
        Specification specification, Answers answers, SellingTerms? terms, Bilingual title, int quantity, DateOnly start, Language language, long most = CurrencyRule.Most)
    {
        if (Closed(specification, answers, terms) is { } closed) return closed;
        if (quantity < 1 || quantity > (IsPerUnit(specification, answers) ? MostUnits : 1))
            return Refusal.Because(RefusalKind.Invalid, "bad_quantity", "数量不在可订购范围内。", "This quantity cannot be ordered.", "quantity");
        var price = Amount(answers)!.Value;
        if (price.Amount < 1 || price.Amount > Shares.MostMinor / quantity)
            return No("price_too_large", "金额超出可直接下单的范围，请询价。", "The amount cannot be ordered at; ask for an offer.");
        if (!OrderCurrencies.Taken(price.Currency))
            return No("currency_not_taken", "该币种不能下单，请询价。", "Orders are not taken in this currency; ask for an offer.");

        var stated = checked(price.Amount * quantity);
        var taxed = answers["tax_included"]!.Value.ValueKind == JsonValueKind.True ? Shares.TaxWithin(stated, terms!.VatBasisPoints) : Shares.WithTax(stated, terms!.VatBasisPoints);
        if (!Stages(answers).Is(out var stages, out var refusal)) return refusal;
        if (stages.Count == 0) stages = [new Stage(title.In(language), 100m, null, Names(answers, "deliverables"), null)];

        IReadOnlyList<decimal> percentages = [.. stages.Select(stage => stage.Percent)];
        var (net, vat) = (Shares.Split(taxed.Net, percentages), Shares.Split(taxed.Vat, percentages));
        var criteria = Text(answers, "acceptance_criteria") ?? title.In(language);
        var usual = WorkingDays.After(start, Days(answers));
        IReadOnlyList<MilestoneTerms> milestones =
        [
            .. stages.Select((stage, i) => new MilestoneTerms(i + 1, stage.Name, new Money(net[i], price.Currency), new Money(vat[i], price.Currency),
                stage.Month is { } month ? start.AddMonths(month) : usual, stage.Deliverables.Count > 0 ? stage.Deliverables : [stage.Name], stage.Gate ?? criteria, terms.ReviewDays)),
        ];
        return milestones.Select(it => CurrencyRules.Check(Shares.Gross(it), Field, most)).FirstOrDefault(problem => problem is not null) is { } cannot
            ? new Refusal(RefusalKind.Unprocessable, [cannot])
            : milestones.ToArray();
    }

    private sealed record Stage(string Name, decimal Percent, int? Month, IReadOnlyList<string> Deliverables, string? Gate);

    /// <summary>The class's own milestones that are paid; none where no share is stated. Shares that do not sum to the whole are nobody's price.</summary>
    private static Outcome<IReadOnlyList<Stage>> Stages(Answers answers)
    {
        if (answers["milestones"] is not { ValueKind: JsonValueKind.Array } rows) return Array.Empty<Stage>();
        Stage[] paid =
        [
            .. rows.EnumerateArray().Where(row => Number(row, "payment_percent") > 0).Select(row => new Stage(
                Text(row, "name") ?? "", Number(row, "payment_percent")!.Value, Number(row, "month") is { } month and > 0 ? (int)decimal.Ceiling(month) : null,
                Text(row, "deliverable") is { } deliverable ? [deliverable] : [], Text(row, "go_no_go"))),
        ];
        return paid.Length == 0 || paid.Sum(stage => stage.Percent) == 100m ? paid
            : No("shares_not_whole", "该服务各里程碑的付款比例之和不是 100%，请询价。", "The shares of the listing's milestones do not sum to 100 %; ask for an offer.");
    }

    private static string? FormOf(Specification specification, Answers answers) =>
        specification.Question("price_model")?.EnumValues?.FirstOrDefault(it => it.Value == Text(answers, "price_model"))?.Form;

    private static Money? Amount(Answers answers) =>
        answers["price"] is { ValueKind: JsonValueKind.Object } price && price.TryGetProperty("amount", out var amount) && amount.TryGetInt64(out var minor)
        && price.TryGetProperty("currency", out var currency) && currency.GetString() is { } code ? new Money(minor, code) : null;

    private static int Days(Answers answers) =>
        answers["turnaround"] is { ValueKind: JsonValueKind.Number } days && days.TryGetDecimal(out var stated) ? (int)decimal.Ceiling(Math.Clamp(stated, 1, 2000)) : 1;

    private static IReadOnlyList<string> Names(Answers answers, string list) =>
        answers[list] is { ValueKind: JsonValueKind.Array } rows ? [.. rows.EnumerateArray().Select(row => Text(row, "name")).OfType<string>()] : [];

    private static string? Text(Answers answers, string key) => answers[key] is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Text(JsonElement row, string member) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(text.GetString()) ? text.GetString() : null;

    private static decimal? Number(JsonElement row, string member) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(member, out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetDecimal(out var value) ? value : null;

    private static Refusal No(string code, string zh, string en) => Refusal.Because(RefusalKind.Unprocessable, code, zh, en, Field);
}
