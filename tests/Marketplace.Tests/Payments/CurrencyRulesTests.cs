using Marketplace.Payments;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Payments;

public sealed class CurrencyRulesTests
{
    [Fact]
    public void Currencies_without_a_fraction_are_those_that_the_provider_counts_whole() => Assert.Equal(
        "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".Split(' '),
        CurrencyRules.Codes.Where(code => CurrencyRules.Find(code)!.Digits == 0).Order(StringComparer.Ordinal));

    [Fact]
    public void Three_digits_end_in_nought() =>
        Assert.Equal("BHD JOD KWD OMR TND".Split(' '), CurrencyRules.Codes.Where(code => CurrencyRules.Find(code) is { Digits: 3, Step: 10 }).Order(StringComparer.Ordinal));

    [Fact]
    public void The_crown_of_iceland_goes_in_hundredths_that_are_whole_crowns_and_the_forint_is_paid_out_whole()
    {
        Assert.Equal(new CurrencyRule("ISK", 2, 100, 100, 7_000), CurrencyRules.Find("ISK"));
        Assert.Equal((1, 100), (CurrencyRules.Find("HUF")!.Step, CurrencyRules.Find("HUF")!.PayoutStep));
        Assert.Equal("amount_not_whole", CurrencyRules.Check(new Money(10_050, "ISK"), "f")?.Code);
        Assert.Null(CurrencyRules.Check(new Money(10_100, "ISK"), "f"));
    }

    [Theory]
    [InlineData("CNY", 99_999_999, null)]
    [InlineData("CNY", 100_000_000, "amount_too_large")]
    [InlineData("JPY", 49, "amount_too_small")]
    [InlineData("JPY", 50, null)]
    [InlineData("KWD", 1_001, "amount_not_whole")]
    [InlineData("USD", 0, "amount_too_small")]
    [InlineData("USD", -5_000, "amount_too_small")]
    [InlineData("UGX", 100_000, "currency_not_payable")] // not sure how it is counted
    [InlineData("TWD", 100_000, "currency_not_payable")]
    [InlineData("usd", 100_000, "currency_not_payable")]
    public void An_amount_is_refused_for_what_is_wrong_with_it(string currency, long amount, string? code) =>
        Assert.Equal(code, CurrencyRules.Check(new Money(amount, currency), "amount")?.Code);

    [Fact]
    public void Every_currency_exists() => Assert.All(CurrencyRules.Codes, code => Assert.True(Currencies.IsKnown(code), code));
}
