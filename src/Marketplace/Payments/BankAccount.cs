using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>Where a bank transfer goes.</summary>
/// <param name="Number">IBAN or the bank's own number, without spaces.</param>
/// <param name="Code">BIC (8 or 11 characters) or the bank's number in China's payment system (12 digits); null where the transfer needs none.</param>
public sealed record BankAccount(string Holder, string Bank, string Number, string? Code = null)
{
    public const int LongestName = 200;
    public const int LongestNumber = 34;

    /// <summary>The account as it is kept; what is wrong with it is added to the fields.</summary>
    public static BankAccount Read(FieldCheck fields, string? holder, string? bank, string? number, string? code)
    {
        var account = new BankAccount(
            fields.Required(holder, "holder", LongestName), fields.Required(bank, "bank", LongestName), Plain(fields.Required(number, "number", 2 * LongestNumber)),
            fields.Text(code, "code", LongestNumber) is { } given ? Plain(given) : null);
        if (account.Number.Length > 0 && !IsNumber(account.Number)) fields.Add("bad_account", "number", "请填写 5 至 34 位字母或数字的账号；IBAN 的校验位须正确。", "Enter 5 to 34 letters and digits; the check digits of an IBAN must be right.");
        if (account.Code is { } kept && !IsCode(kept)) fields.Add("bad_bank_code", "code", "请填写 8 或 11 位 BIC，或 12 位联行号。", "Enter a BIC of 8 or 11 characters, or the 12 digits of a Chinese bank.");
        return account;
    }

    private static string Plain(string typed) => string.Concat(CleanText.Compatible(typed).Where(it => it is not (' ' or '-' or '.'))).ToUpperInvariant();

    private static bool IsNumber(string number) =>
        number.Length is >= 5 and <= LongestNumber && number.All(char.IsAsciiLetterOrDigit) && (!LooksLikeIban(number) || IsIban(number));

    private static bool LooksLikeIban(string number) => number.Length >= 15 && char.IsAsciiLetter(number[0]) && char.IsAsciiLetter(number[1]) && char.IsAsciiDigit(number[2]) && char.IsAsciiDigit(number[3]);

    // ISO 13616: the first four characters go to the end, letters count from ten on, and the whole leaves one when it is divided by 97.
    private static bool IsIban(string number) =>
        (number[4..] + number[..4]).Aggregate(0, (rest, it) => char.IsAsciiDigit(it) ? (rest * 10 + (it - '0')) % 97 : (rest * 100 + (it - 'A' + 10)) % 97) == 1;

    private static bool IsCode(string code) => code.All(char.IsAsciiLetterOrDigit)
        && (code.Length is 8 or 11 ? code[..6].All(char.IsAsciiLetter) : code.Length == 12 && code.All(char.IsAsciiDigit));
}
