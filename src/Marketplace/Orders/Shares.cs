using Marketplace.Vocabulary;

namespace Marketplace.Orders;

/// <summary>A price without and the tax on it, in minor units of one currency.</summary>
public readonly record struct Taxed(long Net, long Vat)
{
    public long Gross => checked(Net + Vat);
}

/// <summary>Taxes and parts of amounts. What is rounded is rounded half to even, and parts always sum to the whole.</summary>
public static class Shares
{
    /// <summary>Minor units of one order at most: far below where sums of them overflow.</summary>
    public const long MostMinor = 100_000_000_000_000;

    private const int Whole = 10_000;

    public static Taxed WithTax(long net, int basisPoints) => new(net, Round((decimal)net * basisPoints / Whole));

    /// <summary>The net and the tax that are in an amount.</summary>
    public static Taxed TaxWithin(long gross, int basisPoints)
    {
        var net = Round((decimal)gross * Whole / (Whole + basisPoints));
        return new(net, gross - net);
    }

    /// <summary>The rate at which milestones are taxed together, to a hundredth of a per cent.</summary>
    public static int RateOf(IReadOnlyCollection<MilestoneTerms> milestones)
    {
        var (net, vat) = (milestones.Sum(it => (decimal)it.Net.Amount), milestones.Sum(it => (decimal)it.Vat.Amount));
        return net == 0 ? 0 : (int)Round(vat * Whole / net);
    }

    /// <summary>The parts of an amount by percentages that sum to 100.</summary>
    public static IReadOnlyList<long> Split(long amount, IReadOnlyList<decimal> percentages)
    {
        var parts = new long[percentages.Count];
        var (share, given) = (0m, 0L);
        for (var i = 0; i < parts.Length; i++)
        {
            share += percentages[i];
            var until = Round(amount * share / 100m);
            (parts[i], given) = (until - given, until);
        }

        return parts;
    }

    /// <summary>Of the milestones of one order, which has one and one currency at least.</summary>
    public static Money Sum(IEnumerable<MilestoneTerms> milestones, Func<MilestoneTerms, Money> of) => milestones.Select(of).Aggregate((sum, next) => sum + next);

    public static Money Gross(MilestoneTerms milestone) => milestone.Net + milestone.Vat;

    public static Money Total(IEnumerable<MilestoneTerms> milestones) => Sum(milestones, Gross);

    private static long Round(decimal amount) => (long)decimal.Round(amount, 0, MidpointRounding.ToEven);
}
