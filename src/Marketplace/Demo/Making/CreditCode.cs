using Marketplace.Providers;

namespace Marketplace.Demo.Making;

/// <summary>
/// Unified social credit codes that nobody holds: the division 990000 is not assigned, and both check characters (that of the
/// organisation code, GB 11714, and that of the whole) are right, so that the same rules accept them as accept real ones.
/// </summary>
internal static class CreditCode
{
    private const string Letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];

    public static string Of(Dice dice)
    {
        var organisation = "MA" + string.Concat(Enumerable.Range(0, 6).Select(_ => Letters[dice.Below(Letters.Length)]));
        var seventeen = "91990000" + organisation + OrganisationCheck(organisation);
        return seventeen + UnifiedSocialCreditCode.CheckCharacter(seventeen);
    }

    private static char OrganisationCheck(string eight)
    {
        var sum = eight.Select((c, i) => (char.IsAsciiDigit(c) ? c - '0' : c - 'A' + 10) * weights[i]).Sum();
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var digit => (char)('0' + digit) };
    }
}
