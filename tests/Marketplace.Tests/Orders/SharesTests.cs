using CsCheck;
using Xunit;

namespace Marketplace.Orders;

/// <summary>Tax within and on top, and parts of a whole.</summary>
public sealed class SharesTests
{
    private static readonly Gen<long> amount = Gen.Long[0, Shares.MostMinor];

    [Fact]
    public void Parts_sum_to_the_whole_whatever_the_percentages() => Gen.Select(amount, Gen.Int[1, 9_999].Array[1, 12]).Sample((whole, cuts) =>
    {
        int[] at = [0, .. cuts.Order(), 10_000];
        decimal[] percentages = [.. at.Zip(at.Skip(1), (a, b) => (b - a) / 100m)];
        var parts = Shares.Split(whole, percentages);
        return parts.Sum() == whole && parts.All(it => it >= 0) && parts.Zip(percentages).All(it => Math.Abs(it.First - (whole * it.Second / 100m)) <= 1m);
    });

    [Fact]
    public void Tax_within_an_amount_leaves_the_amount_and_is_the_tax_on_its_net_but_for_a_unit() => Gen.Select(amount, Gen.Int[0, SellingTerms.MostVat]).Sample((gross, rate) =>
    {
        var within = Shares.TaxWithin(gross, rate);
        return within.Gross == gross && within.Vat >= 0 && Math.Abs(Shares.WithTax(within.Net, rate).Vat - within.Vat) <= 1;
    });

    [Theory]
    [InlineData(10_600, 600, 10_000, 600)]
    [InlineData(100, 600, 94, 6)]
    [InlineData(5, 0, 5, 0)]
    public void Tax_is_found_within(long gross, int rate, long net, long vat) => Assert.Equal(new Taxed(net, vat), Shares.TaxWithin(gross, rate));

    [Theory]
    [InlineData(25, 1000, 2)]
    [InlineData(35, 1000, 4)]
    [InlineData(12_345, 1300, 1605)]
    public void Half_a_unit_of_tax_goes_to_the_even_one(long net, int rate, long vat) => Assert.Equal(vat, Shares.WithTax(net, rate).Vat);
}
