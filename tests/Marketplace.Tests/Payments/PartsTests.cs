using CsCheck;
using Marketplace.Payments;
using Xunit;

namespace Marketplace.Tests.Payments;

public sealed class PartsTests
{
    [Fact]
    public void A_third_and_the_rest_of_100001_yen_pay_as_much_as_all_of_it_at_once()
    {
        var terms = new FeeTerms(1, 750, 600);
        var (first, rest, whole) = (Parts.Next(terms, 0, 33_333), Parts.Next(terms, 33_333, 66_668), Parts.Next(terms, 0, 100_001));

        Assert.Equal((2_500, 5_000), (first.Fee, rest.Fee));
        Assert.Equal((150, 300), (first.Tax, rest.Tax));
        Assert.Equal((7_500, 450, 92_051), (whole.Fee, whole.Tax, whole.Net));
    }

    [Theory]
    [InlineData(100, 50, 0)] // half of one, to the even nought
    [InlineData(300, 50, 2)] // one and a half, to the even two
    [InlineData(500, 50, 2)] // two and a half, to the even two
    [InlineData(501, 50, 3)]
    public void Halves_go_to_the_even_neighbour(long amount, int basisPoints, long fee) => Assert.Equal(fee, Parts.Fee(new FeeTerms(1, basisPoints, 0), amount));

    [Fact]
    public void Any_split_into_parts_ends_where_no_split_ends() =>
        Gen.Select(Gen.Long[100, 99_999_999], Gen.Int[0, 5_000], Gen.Int[0, 5_000], Gen.Int[1, 6], Gen.Int).Sample((gross, fee, tax, cuts, seed) =>
        {
            var terms = new FeeTerms(1, fee, tax);
            var vat = gross / 7;
            var (whole, accepted) = (Parts.Next(terms, 0, gross), 0L);
            var (sumFee, sumTax, sumNet, sumVat) = (0L, 0L, 0L, 0L);
            foreach (var part in Split(gross, cuts, seed))
            {
                var next = Parts.Next(terms, accepted, part);
                sumVat += Parts.Vat(vat, gross, accepted + part) - Parts.Vat(vat, gross, accepted);
                accepted += part;
                (sumFee, sumTax, sumNet) = (sumFee + next.Fee, sumTax + next.Tax, sumNet + next.Net);
                if (part >= Parts.Least && (next.Net < 1 || next.Fee < 0 || next.Tax < 0)) return false;
            }
            return accepted == gross && (sumFee, sumTax, sumNet, sumVat) == (whole.Fee, whole.Tax, whole.Net, vat);
        }, iter: 200_000);

    [Fact]
    public void A_part_of_one_unit_could_cost_more_than_itself_which_is_why_such_parts_are_refused() =>
        Assert.Equal(-1, Parts.Next(new FeeTerms(1, 5_000, 5_000), 2, 1).Net);

    [Fact]
    public void The_largest_amounts_share_without_overflow() =>
        Assert.Equal(long.MaxValue / 2, Parts.Fee(new FeeTerms(1, 5_000, 0), long.MaxValue - 1));

    private static IEnumerable<long> Split(long whole, int cuts, int seed)
    {
        var random = new Random(seed);
        for (var left = cuts; left > 0 && whole > 2 * Parts.Least; left--)
        {
            var part = random.NextInt64(Parts.Least, whole - Parts.Least);
            yield return part;
            whole -= part;
        }
        yield return whole;
    }
}
