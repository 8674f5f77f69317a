using Marketplace.Api;
using Marketplace.Identity;
using Marketplace.Providers;
using Marketplace.Storage;
using Marketplace.Vocabulary;

namespace Marketplace.Orders.Settle;

/// <summary>A provider says on which terms it takes orders; a buying organisation, what holds for all it buys.</summary>
internal sealed class SettleTerms(IStore store, IOrders orders, IProviders providers, MarketClock clock)
{
    /// <param name="readAt">0 where nothing was settled yet.</param>
    public async Task<Outcome<Document<SellingTerms>>> Selling(
        Actor actor, ProviderId provider, long readAt, int vatBasisPoints, int reviewDays, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        if (Parties.RefusesProvider(actor, provider) is { } no) return no;
        var fields = new FieldCheck();
        if (vatBasisPoints is < 0 or > SellingTerms.MostVat) fields.Add("bad_vat", "vat", "税率须在 0% 到 50% 之间。", "The rate of tax is between 0 and 50 %.");
        if (reviewDays is < SellingTerms.FewestReviewDays or > SellingTerms.MostReviewDays)
            fields.Add("bad_days", "reviewDays", $"验收期须为 {SellingTerms.FewestReviewDays} 至 {SellingTerms.MostReviewDays} 天。", $"Enter {SellingTerms.FewestReviewDays} to {SellingTerms.MostReviewDays} days.");
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var terms = new SellingTerms(vatBasisPoints, reviewDays);
        var saved = await store.Commit(new Changes([StoredAs<SellingTerms>.Write(provider.Value, terms, readAt)], [new SellingTermsSaved(provider, vatBasisPoints, reviewDays)], clock.Now), cancel);
        return saved.Is(out _, out var refusal) ? new Document<SellingTerms>(terms, readAt + 1) : refusal;
    }

    /// <summary>For administrators of the organisation they act for.</summary>
    public async Task<Outcome<Document<BuyingTerms>>> Buying(
        Actor actor, long readAt, Money? approvalAbove, string? invoiceTitle, string? taxNumber, CancellationToken cancel = default)
    {
        if (actor.For is not { } organisation || !actor.Has(Role.Admin)) return Refusal.Forbidden();
        var fields = new FieldCheck();
        if (approvalAbove is { Amount: < 0 or > Shares.MostMinor }) fields.Add("bad_amount", "approvalAbove", "金额过小或过大。", "The amount is too small or too large.");
        if (approvalAbove is { Currency: var currency } && !OrderCurrencies.Taken(currency)) fields.Add("unknown_value", "approvalAbove", "不支持该币种。", "Orders are not taken in this currency.");
        var terms = new BuyingTerms(approvalAbove, fields.Text(invoiceTitle, "invoiceTitle", PurchaseDetails.LongestTitle), fields.Text(taxNumber, "taxNumber", PurchaseDetails.LongestTaxNumber));
        if (fields.Problems.Count > 0) return new Refusal(RefusalKind.Invalid, fields.Problems);

        var saved = await store.Commit(new Changes([StoredAs<BuyingTerms>.Write(organisation.Id.Value, terms, readAt)], [new BuyingTermsSaved(organisation.Id, approvalAbove)], clock.Now), cancel);
        return saved.Is(out _, out var refusal) ? new Document<BuyingTerms>(terms, readAt + 1) : refusal;
    }

    /// <summary>What is settled for the provider, for its own people.</summary>
    public async Task<Outcome<Document<SellingTerms>?>> Look(Actor actor, ProviderId provider, CancellationToken cancel = default)
    {
        if (await providers.Find(provider, cancel) is null) return Refusal.NotFound();
        return actor.MaySee(provider) ? await orders.Selling(provider, cancel) : Refusal.Forbidden();
    }
}
