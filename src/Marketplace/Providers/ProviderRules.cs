using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>How a provider comes to be and changes. The entry in the register identifies it and never changes.</summary>
public static class ProviderRules
{
    public static Outcome<Provider> Register(ProviderId id, ProviderInput input, DateTimeOffset at)
    {
        var fields = new FieldCheck();
        var (country, number) = Registration(input, fields);
        var provider = Profile(input, fields, []) with { Id = id, Country = country, RegistrationNumber = number, SavedAt = at };
        return fields.Problems.Count == 0 ? provider : new Refusal(RefusalKind.Invalid, fields.Problems);
    }

    /// <summary>The provider with a new profile; what the input says of the register entry is not looked at.</summary>
    public static Outcome<Provider> Save(Provider provider, ProviderInput input, DateTimeOffset at)
    {
        var fields = new FieldCheck();
        var saved = Profile(input, fields, provider.Sites) with
        {
            Id = provider.Id, Country = provider.Country, RegistrationNumber = provider.RegistrationNumber, Suspension = provider.Suspension, SavedAt = at,
        };
        return fields.Problems.Count == 0 ? saved : new Refusal(RefusalKind.Invalid, fields.Problems);
    }

    private static (string Country, string Number) Registration(ProviderInput input, FieldCheck fields)
    {
        var country = fields.Required(input.Country, "country", 10).ToUpperInvariant();
        if (country.Length > 0 && Regions.Country(country) is null)
            fields.Add("unknown_value", "country", "没有这个国家或地区代码（ISO 3166-1）。", "There is no such country code (ISO 3166-1 alpha-2).");

        var number = fields.Required(input.RegistrationNumber, "registrationNumber", 60);
        if (number.Length == 0) return (country, number);
        return (country, country == "CN" ? CreditCode(number, fields) : ForeignNumber(number, fields));
    }

    private static string CreditCode(string number, FieldCheck fields)
    {
        var code = UnifiedSocialCreditCode.Normalise(number);
        if (code.Length != 18)
            fields.Add("credit_code_length", "registrationNumber", $"统一社会信用代码为 18 位，现为 {code.Length} 位。", $"A unified social credit code has 18 characters; this one has {code.Length}.");
        else if (UnifiedSocialCreditCode.CheckCharacter(code.AsSpan(0, 17)) is null)
            fields.Add("credit_code_characters", "registrationNumber", "统一社会信用代码含有不允许的字符（不使用 I、O、Z、S、V；第 3–8 位为数字）。", "The code holds characters that it cannot have (no I, O, Z, S, V; digits in places 3 to 8).");
        else if (!UnifiedSocialCreditCode.IsValid(code))
            fields.Add("credit_code_check", "registrationNumber", "统一社会信用代码校验位不符，请核对是否有误输。", "The check character does not match; look for a slip of the pen.");
        return code;
    }

    /// <summary>Registers differ too much to know each; what all have in common is letters, digits and a few separators.</summary>
    private static string ForeignNumber(string number, FieldCheck fields)
    {
        var kept = string.Join(' ', number.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        if (!kept.Any(char.IsAsciiLetterOrDigit) || kept.Any(c => !char.IsLetterOrDigit(c) && !" -./:()&".Contains(c)))
            fields.Add("registration_characters", "registrationNumber", "注册号只能包含字母、数字和常用分隔符。", "A registration number holds letters, digits and the usual separators only.");
        if (kept.Length is < 2 or > 40)
            fields.Add("registration_length", "registrationNumber", "注册号应为 2 至 40 个字符。", "A registration number has 2 to 40 characters.");
        return kept;
    }

    private static Provider Profile(ProviderInput input, FieldCheck fields, IReadOnlyList<Site> standing)
    {
        var profile = new ProfileCheck(fields);
        return new Provider
        {
            Id = default, Country = "", RegistrationNumber = "", SavedAt = default,
            Name = profile.Name(input.Name, "name"),
            Size = profile.Size(input.Size),
            Sites = profile.Sites(input.Sites ?? [], standing),
            Contact = profile.Contact(input.Contact),
            Languages = profile.Languages(input.Languages ?? []),
            About = profile.About(input.About),
        };
    }
}
