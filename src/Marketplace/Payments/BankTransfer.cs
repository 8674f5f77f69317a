using System.Security.Cryptography;
using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Payments;

/// <summary>What the pro-forma invoice of a payment by bank transfer says; it stays as it was when the transfer was chosen.</summary>
/// <param name="Reference">By which the transfer is recognised: <see cref="TransferReference"/>.</param>
/// <param name="To">Of the payee where it is direct, of the custodian where it is held.</param>
public sealed record BankTransfer(PayBy By, string Reference, BankAccount To, DateTimeOffset At);

/// <summary>
/// The short text that a payer puts on a transfer, so that it is recognised whatever else a bank writes beside it: <c>MP-XXXXX-XXXXX-X</c> of letters
/// and digits that are not mistaken for each other, the last of which checks the others.
/// </summary>
public static class TransferReference
{
    private const string Prefix = "MP";
    private const int Length = 10;

    /// <summary>Always the same of a payment. Of two payments it is the same once in 2⁵⁰.</summary>
    public static string Of(string payment)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(payment));
        var code = string.Concat(Enumerable.Range(0, Length).Select(it => Crockford.Alphabet[hash[it] % Crockford.Alphabet.Length]));
        return $"{Prefix}-{code[..5]}-{code[5..]}-{Check(code)}";
    }

    /// <summary>The references in a text, in whatever way they were typed; those whose check does not hold are none.</summary>
    public static IReadOnlyList<string> In(string text)
    {
        var plain = string.Concat(Crockford.Meant(text).Where(char.IsAsciiLetterOrDigit));
        var found = new List<string>();
        for (var at = plain.IndexOf(Prefix, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(Prefix, at + 1, StringComparison.Ordinal))
        {
            var from = at + Prefix.Length;
            if (plain.Length < from + Length + 1) break;
            var code = plain.Substring(from, Length);
            if (code.All(Crockford.Alphabet.Contains) && Check(code) == plain[from + Length]) found.Add($"{Prefix}-{code[..5]}-{code[5..]}-{plain[from + Length]}");
        }
        return [.. found.Distinct()];
    }

    /// <summary>Every weight is odd, so one wrong letter is always found out; two that change places nearly always.</summary>
    private static char Check(string code) => Crockford.Alphabet[code.Select((it, place) => Crockford.Alphabet.IndexOf(it) * (2 * place + 3)).Sum() % Crockford.Alphabet.Length];
}
