using System.Globalization;
using System.Text.RegularExpressions;

namespace Marketplace.Vocabulary;

/// <summary>An address to which mail can be sent, as browsers define it for their e-mail fields: no name, no comment, no quotation marks.</summary>
public static partial class EmailAddress
{
    private const int Longest = 254;
    private const int LongestLocalPart = 64;
    private static readonly IdnMapping domains = new() { UseStd3AsciiRules = true };

    /// <summary>The address without space around it and with its domain as mail servers write it (punycode, lower case), or why it is none.</summary>
    public static Outcome<string> Read(string? text, string field)
    {
        var given = text?.Trim() ?? "";
        if (given.Length == 0) return Refused("required", "请填写电子邮箱。", "Enter an e-mail address.", field);
        var at = given.LastIndexOf('@');
        if (at < 1 || given.Length > Longest || at > LongestLocalPart || Domain(given[(at + 1)..]) is not { } domain || !Form().IsMatch($"{given[..at]}@{domain}") || at + 1 + domain.Length > Longest)
            return Refused("not_an_address", "请填写完整的电子邮箱，例如 name@example.com。", "Enter an e-mail address such as name@example.com.", field);
        return $"{given[..at]}@{domain}";
    }

    /// <summary>
    /// Whether two addresses are one mailbox for our purposes: mail servers that tell <c>Ann@</c> from <c>ann@</c> do not exist where people
    /// live, and people type either.
    /// </summary>
    public static bool Same(string one, string other) => string.Equals(Key(one), Key(other), StringComparison.Ordinal);

    /// <summary>The form in which an address is looked up.</summary>
    public static string Key(string address) => address.ToLowerInvariant();

    private static string? Domain(string text)
    {
        try
        {
            return domains.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Refusal Refused(string code, string zh, string en, string field) => Refusal.Because(RefusalKind.Invalid, code, zh, en, field);

    // The HTML standard's "valid e-mail address", with at least one dot in the domain, because a bare host name is nobody's address on a market.
    [GeneratedRegex(@"\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\z")]
    private static partial Regex Form();
}
