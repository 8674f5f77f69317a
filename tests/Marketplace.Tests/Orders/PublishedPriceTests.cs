using System.Text.Json;
using CsCheck;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Orders;

/// <summary>What an order at the published price comes to.</summary>
public sealed class PublishedPriceTests
{
    private static readonly Catalogue catalogue = Catalogue.Load();
    private static readonly Specification tests = catalogue.Specification("TC.01")!;
    private static readonly SellingTerms terms = new(600, 10);
    private static readonly DateOnly start = new(2026, 12, 3);

    [Fact]
    public void A_fixed_price_with_tax_in_it_is_one_milestone_that_sums_to_it()
    {
        var milestone = Assert.Single(Price("""{"price_model":"fixed","price":{"amount":10600,"currency":"CNY"},"tax_included":true,"turnaround":3}""").Value);

        Assert.Equal((new Money(10_000, "CNY"), new Money(600, "CNY"), new DateOnly(2026, 12, 8), 10), (milestone.Net, milestone.Vat, milestone.Due, milestone.ReviewDays));
        Assert.Equal(new Money(636, "CNY"), Price("""{"price_model":"fixed","price":{"amount":10600,"currency":"CNY"},"tax_included":false}""").Value[0].Vat);
    }

    [Fact]
    public void A_price_per_unit_is_multiplied_and_a_fixed_one_is_not()
    {
        const string PerItem = """{"price_model":"per_item","price_basis":"sample","price":{"amount":500,"currency":"CNY"},"tax_included":false}""";

        Assert.Equal(3_500, Price(PerItem, 7).Value[0].Net.Amount);
        Assert.Equal("bad_quantity", Price(PerItem, 0).Refusal!.First.Code);
        Assert.Equal("bad_quantity", Price(PerItem, PublishedPrice.MostUnits + 1).Refusal!.First.Code);
        Assert.Equal("bad_quantity", Price("""{"price_model":"fixed","price":{"amount":500,"currency":"CNY"},"tax_included":false}""", 2).Refusal!.First.Code);
    }

    [Theory]
    [InlineData("""{"price_model":"range","price":{"amount":500,"currency":"CNY"},"price_to":{"amount":900,"currency":"CNY"},"tax_included":true}""", "price_not_fixed")]
    [InlineData("""{"price_model":"quote_only","tax_included":true}""", "price_not_fixed")]
    [InlineData("""{"price_model":"fixed","price":{"amount":500,"currency":"CNY"}}""", "tax_unstated")]
    [InlineData("""{"price_model":"fixed","price":{"amount":500,"currency":"AMD"},"tax_included":true}""", "currency_not_taken")]
    [InlineData("""{"price_model":"fixed","price":{"amount":0,"currency":"CNY"},"tax_included":true}""", "price_too_large")]
    [InlineData("""{"price_model":"fixed","price":{"amount":99,"currency":"CNY"},"tax_included":true}""", "amount_too_small")]
    [InlineData("""{"price_model":"fixed","price":{"amount":100000000,"currency":"CNY"},"tax_included":true}""", "amount_too_large")]
    [InlineData("""{"price_model":"fixed","price":{"amount":5000,"currency":"CNY"},"tax_included":true,"milestones":[{"name":"a","deliverable":"x","payment_percent":60},{"name":"b","deliverable":"y","payment_percent":39}]}""", "shares_not_whole")]
    public void What_has_no_price_to_order_at_says_to_ask_for_an_offer(string answers, string code) => Assert.Equal(code, Price(answers).Refusal!.First.Code);

    [Fact]
    public void Without_the_providers_rate_of_tax_nobody_orders() => Assert.Equal("vat_unstated",
        PublishedPrice.Of(tests, Read("""{"price_model":"fixed","price":{"amount":500,"currency":"CNY"},"tax_included":true}"""), null, Bilingual.Same("x"), 1, start, Language.En).Refusal!.First.Code);

    [Fact]
    public void The_classes_own_milestones_share_the_price_exactly() => Gen.Select(Gen.Long[100_000, 90_000_000], Gen.Int[1, 98], Gen.Bool).Sample((amount, first, included) =>
    {
        var answers = $$"""{"price_model":"milestone","price":{"amount":{{amount}},"currency":"CNY"},"tax_included":{{(included ? "true" : "false")}},"milestones":[{"name":"Design","month":2,"deliverable":"Plan","payment_percent":{{first}}},{"name":"Gate","deliverable":"Nothing paid"},{"name":"Build","deliverable":"Prototype","go_no_go":"It runs","payment_percent":{{100 - first}}}]}""";
        var milestones = Price(answers).Value;
        return milestones.Count == 2 && milestones[0].Due == new DateOnly(2027, 2, 3) && milestones[1].AcceptanceTest == "It runs" && milestones[1].Deliverables is ["Prototype"]
            && (included ? Shares.Total(milestones).Amount == amount : Shares.Sum(milestones, it => it.Net).Amount == amount);
    });

    private static Outcome<IReadOnlyList<MilestoneTerms>> Price(string answers, int quantity = 1) =>
        PublishedPrice.Of(tests, Read(answers), terms, Bilingual.Same("Lead in rice"), quantity, start, Language.En);

    private static Answers Read(string json) => JsonSerializer.Deserialize<Answers>(json, MarketJson.Options)!;
}
