using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Payments;

/// <summary>
/// Whether something can be paid by bank transfer here, and to whom. Settings: <c>Payments:Transfer:Kind</c> (<c>direct</c>, <c>held</c> or <c>none</c>);
/// where it is held, <c>…:Custodian</c> and <c>…:Account:Holder</c>, <c>…:Bank</c>, <c>…:Number</c>, <c>…:Code</c>.
/// </summary>
/// <param name="By">Null where nothing can be paid by transfer.</param>
/// <param name="Custodian">The licensed institution that keeps what is held.</param>
/// <param name="Account">Its account; null where transfers are direct, for then each payee states its own.</param>
public sealed record TransferRules(PayBy? By, string? Custodian = null, BankAccount? Account = null)
{
    private const string Section = "Payments:Transfer";

    /// <summary>So much (minor units) can be paid at once in some way: a transfer knows no limit of a card.</summary>
    public long MostAtOnce => By is null ? CurrencyRule.Most : long.MaxValue;

    /// <exception cref="SettingException">The kind is none that there is, or money is to be held and nobody is named who may, or no account.</exception>
    public static TransferRules Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        switch (section["Kind"]?.ToLowerInvariant())
        {
            case null or "" or "direct": return new TransferRules(PayBy.Direct);
            case "none": return new TransferRules(By: null);
            case "held": break;
            case var kind: throw new SettingException($"{Section}:Kind is '{kind}'; there is direct, held and none.");
        }
        var custodian = section["Custodian"];
        if (string.IsNullOrWhiteSpace(custodian))
            throw new SettingException($"{Section}:Kind is held, and {Section}:Custodian names nobody: keeping other people's money is licensed business, so name the institution that keeps it.");
        var account = section.GetSection("Account");
        var fields = new FieldCheck();
        var to = BankAccount.Read(fields, account["Holder"], account["Bank"], account["Number"], account["Code"]);
        return fields.Problems.Count == 0 ? new TransferRules(PayBy.Held, custodian.Trim(), to)
            : throw new SettingException($"{Section}:Account:{fields.Problems[0].Field} does not hold: {fields.Problems[0].Message.En}");
    }
}
