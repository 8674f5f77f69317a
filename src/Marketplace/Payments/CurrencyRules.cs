using System.Collections.Frozen;
using System.Globalization;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>How a currency's amounts are written for the payment provider, and how small and large one charge may be.</summary>
/// <param name="Digits">Of the fraction, as the provider counts minor units; not always as ISO 4217 does.</param>
/// <param name="Step">A charge is a multiple of it.</param>
/// <param name="PayoutStep">A payout is a multiple of it.</param>
/// <param name="Least">The smallest charge, about half a US dollar.</param>
public sealed record CurrencyRule(string Code, int Digits, long Step, long PayoutStep, long Least)
{
    /// <summary>Eight digits, whatever the currency.</summary>
    public const long Most = 99_999_999;
}

/// <summary>
/// Minor units as Stripe counts them. A table made from ISO 4217 would be wrong by a hundred: Stripe takes the Icelandic króna in hundredths
/// that must be whole crowns, and the ariary in whole ones. Currencies about which we are not sure are left out and cannot be paid in.
/// </summary>
public static class CurrencyRules
{
    private static readonly FrozenDictionary<string, CurrencyRule> table = Rows().ToFrozenDictionary(rule => rule.Code, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Codes => table.Keys;

    public static CurrencyRule? Find(string? code) => code is null ? null : table.GetValueOrDefault(code);

    /// <summary>Why the amount cannot be paid at once, or null where it can.</summary>
    /// <param name="most">Where it need not be charged to a card: more than <see cref="CurrencyRule.Most"/>.</param>
    public static Problem? Check(Money amount, string field, long most = CurrencyRule.Most)
    {
        if (Find(amount.Currency) is not { } rule)
            return Bad("currency_not_payable", $"暂不支持以 {amount.Currency} 付款。", $"Nothing can be paid in {amount.Currency} here.", field);
        if (amount.Amount < rule.Least)
            return Bad("amount_too_small", $"金额至少为 {Text(rule.Least, rule)}。", $"The least that can be paid is {Text(rule.Least, rule)}.", field);
        if (amount.Amount > most)
            return Bad("amount_too_large", $"单笔金额最多为 {Text(most, rule)}，请拆分为多个里程碑，或改用银行转账。",
                $"At most {Text(most, rule)} can be paid at once: make more milestones of it, or pay by bank transfer.", field);
        return amount.Amount % rule.Step == 0 ? null
            : Bad("amount_not_whole", $"金额须为 {Text(rule.Step, rule)} 的整数倍。", $"The amount must be a multiple of {Text(rule.Step, rule)}.", field);
    }

    private static IEnumerable<CurrencyRule> Rows() =>
    [
        .. Of(2, "AED 200,AUD 50,BRL 50,CAD 50,CHF 50,CNY 400,CZK 1500,DKK 250,EUR 50,GBP 30,HKD 400,IDR 800000,ILS 200,INR 50,MOP 400,MXN 1000,MYR 200,NOK 300,NZD 50,PHP 3000,PLN 200,RON 200,SAR 200,SEK 300,SGD 50,THB 1000,TRY 2000,USD 50,ZAR 1000"),
        .. Of(0, "BIF 1500,CLP 500,DJF 100,GNF 4500,JPY 50,KMF 250,KRW 700,MGA 2500,PYG 4000,RWF 700,VND 13000,VUV 60,XAF 350,XOF 350,XPF 60"),
        .. Of(3, "BHD 200,JOD 400,KWD 200,OMR 200,TND 1600", step: 10),
        .. Of(2, "HUF 17500", payoutStep: 100),
        .. Of(2, "ISK 7000", step: 100, payoutStep: 100),
    ];

    private static IEnumerable<CurrencyRule> Of(int digits, string codes, long step = 1, long? payoutStep = null) =>
        from code in codes.Split(',')
        select new CurrencyRule(code[..3], digits, step, payoutStep ?? step, long.Parse(code.AsSpan(4), CultureInfo.InvariantCulture));

    private static string Text(long amount, CurrencyRule rule) =>
        string.Create(CultureInfo.InvariantCulture, $"{rule.Code} {(amount / (decimal)Math.Pow(10, rule.Digits)).ToString("N" + rule.Digits, CultureInfo.InvariantCulture)}");

    private static Problem Bad(string code, string zh, string en, string field) => new(code, new Bilingual(zh, en), field);
}
