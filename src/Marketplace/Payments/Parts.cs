namespace Marketplace.Payments;

/// <summary>What an order pays the platform, fixed when it is placed.</summary>
/// <param name="Version">Of the schedule that it was read from.</param>
/// <param name="BasisPoints">Of what is accepted: the platform's fee.</param>
/// <param name="TaxBasisPoints">Of the fee: the tax on it.</param>
public sealed record FeeTerms(int Version, int BasisPoints, int TaxBasisPoints);

/// <summary>An accepted part and how it is shared: gross = net + fee + tax, all in minor units.</summary>
public sealed record Part(long Gross, long Fee, long Tax)
{
    /// <summary>What the provider gets.</summary>
    public long Net => Gross - Fee - Tax;
}

/// <summary>
/// Shares what is accepted. Each share is the difference of two rounded sums and not a rounded difference, so that any split of an amount into
/// parts ends at the same fee and tax as no split.
/// </summary>
public static class Parts
{
    /// <summary>A smaller part could round its fee and its tax up to more than itself.</summary>
    public const long Least = 100;

    /// <summary>The platform's fee on all that was accepted.</summary>
    public static long Fee(FeeTerms terms, long accepted) => Rounded(accepted, terms.BasisPoints);

    /// <summary>The tax on that fee.</summary>
    public static long Tax(FeeTerms terms, long accepted) => Rounded(Fee(terms, accepted), terms.TaxBasisPoints);

    /// <summary>The provider's own tax within what was accepted of a whole.</summary>
    public static long Vat(long vat, long whole, long accepted) => whole == 0 ? 0 : HalfEven((Int128)accepted * vat, whole);

    /// <param name="accepted">Before this part.</param>
    public static Part Next(FeeTerms terms, long accepted, long part)
    {
        var after = checked(accepted + part);
        return new Part(part, Fee(terms, after) - Fee(terms, accepted), Tax(terms, after) - Tax(terms, accepted));
    }

    private static long Rounded(long amount, int basisPoints) => HalfEven((Int128)amount * basisPoints, 10_000);

    private static long HalfEven(Int128 numerator, long denominator)
    {
        var (whole, rest) = Int128.DivRem(numerator, denominator);
        var twice = rest * 2;
        return (long)(twice > denominator || (twice == denominator && Int128.IsOddInteger(whole)) ? whole + 1 : whole);
    }
}
