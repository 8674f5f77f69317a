using Marketplace.Payments;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Negotiate;

/// <summary>A milestone as a provider types it; the tax on it is worked out.</summary>
internal sealed record MilestoneInput(string? Title, long Net, DateOnly? Due, IReadOnlyList<string>? Deliverables, string? AcceptanceTest, int ReviewDays = MilestoneInput.UsualReviewDays)
{
    public const int UsualReviewDays = 7;

    /// <summary>What this agrees, with everything that is wrong with it noted at its field.</summary>
    /// <param name="vat">The tax, where the amount is as it was; else it is worked out.</param>
    public MilestoneTerms Read(FieldCheck fields, string field, int number, string currency, int vatBasisPoints, MarketClock clock, long most, long? vat = null)
    {
        var title = fields.Required(Title, $"{field}.title", OfferInput.LongestLine);
        if (Net is < 1 or > Shares.MostMinor) fields.Add("bad_amount", $"{field}.net", "金额过小或过大。", "The amount is too small or too large.");
        if (Due is not { } due) fields.Add("required", $"{field}.due", "此项必填。", "This is required.");
        else CheckDue(fields, field, due, clock);
        if (ReviewDays is < SellingTerms.FewestReviewDays or > SellingTerms.MostReviewDays)
            fields.Add("bad_days", $"{field}.reviewDays", $"验收期须为 {SellingTerms.FewestReviewDays} 至 {SellingTerms.MostReviewDays} 天。", $"The buyer has {SellingTerms.FewestReviewDays} to {SellingTerms.MostReviewDays} days to review.");
        var deliverables = (Deliverables ?? []).Select((line, i) => fields.Text(line, $"{field}.deliverables[{i}]", OfferInput.LongestLine)).OfType<string>().ToList();
        if ((Deliverables ?? []).All(string.IsNullOrWhiteSpace)) fields.Add("required", $"{field}.deliverables", "请至少写一项交付物。", "Name at least one deliverable.");
        if (deliverables.Count > OfferInput.MostDeliverables) fields.Add("too_many", $"{field}.deliverables", $"最多 {OfferInput.MostDeliverables} 项。", $"At most {OfferInput.MostDeliverables}.");
        var test = fields.Required(AcceptanceTest, $"{field}.acceptanceTest", OfferInput.LongestTest, multiline: true);
        var taxed = Net is > 0 and <= Shares.MostMinor && vatBasisPoints is >= 0 and <= SellingTerms.MostVat ? (vat is { } kept ? new Taxed(Net, kept) : Shares.WithTax(Net, vatBasisPoints)) : default;
        if (taxed.Gross > 0 && OrderCurrencies.Taken(currency) && CurrencyRules.Check(new Money(taxed.Gross, currency), $"{field}.net", most) is { } cannot) fields.Add(cannot);
        return new MilestoneTerms(number, title, new Money(taxed.Net, currency), new Money(taxed.Vat, currency), Due ?? default, deliverables, test, ReviewDays);
    }

    /// <summary>Notes at its field what is wrong with the day on which a milestone is due.</summary>
    public static void CheckDue(FieldCheck fields, string field, DateOnly due, MarketClock clock)
    {
        if (due < clock.Today || due > clock.Today.AddYears(10)) fields.Add("bad_day", $"{field}.due", "请填写今天或以后的日期。", "Enter today or a later day.");
    }
}

/// <summary>An offer as a provider types it.</summary>
internal sealed record OfferInput(
    IReadOnlyList<MilestoneInput> Milestones, string? Currency, int VatBasisPoints, DateOnly? ValidUntil, string? Terms = null, ContractKind Kind = ContractKind.Other)
{
    public const int MostMilestones = 20;
    public const int MostDeliverables = 20;
    public const int LongestLine = 200;
    public const int LongestTest = 2000;

    /// <summary>Days for which an offer can be held open.</summary>
    public const int LongestValidity = 180;

    /// <summary>The version that this makes, or everything that is wrong with it.</summary>
    /// <param name="most">What can be paid at once in some way, in minor units.</param>
    public Outcome<OfferVersion> Read(int number, MarketClock clock, string by, long most = CurrencyRule.Most)
    {
        var fields = new FieldCheck();
        var currency = Currency ?? "";
        if (!OrderCurrencies.Taken(currency)) fields.Add("unknown_value", "currency", "不支持该币种。", "Orders are not taken in this currency.");
        if (VatBasisPoints is < 0 or > SellingTerms.MostVat) fields.Add("bad_vat", "vatBasisPoints", "税率须在 0% 到 50% 之间。", "The rate of tax is between 0 and 50 %.");
        if (ValidUntil is not { } valid) fields.Add("required", "validUntil", "此项必填。", "This is required.");
        else if (valid < clock.Today || valid > clock.Today.AddDays(LongestValidity))
            fields.Add("bad_day", "validUntil", $"请填写今天起 {LongestValidity} 天以内的日期。", $"Enter a day from today to {LongestValidity} days ahead.");
        if (Milestones.Count is < 1 or > MostMilestones) fields.Add("bad_count", "milestones", $"须有 1 至 {MostMilestones} 个里程碑。", $"An offer has 1 to {MostMilestones} milestones.");
        var terms = fields.Text(Terms, "terms", Offer.LongestText, multiline: true);
        IReadOnlyList<MilestoneTerms> milestones = [.. Milestones.Take(MostMilestones).Select((it, i) => it.Read(fields, $"milestones[{i}]", i + 1, currency, VatBasisPoints, clock, most))];
        if (fields.Problems.Count == 0 && milestones.Sum(it => (decimal)it.Net.Amount + it.Vat.Amount) > Shares.MostMinor)
            fields.Add("price_too_large", "milestones", "总额超出上限。", "The total is more than can be ordered.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);
        return new OfferVersion(number, milestones, VatBasisPoints, ValidUntil!.Value, clock.EndOf(ValidUntil.Value), terms, Kind, clock.Now, by);
    }
}
