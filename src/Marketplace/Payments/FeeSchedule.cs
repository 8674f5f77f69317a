using System.Globalization;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Payments;

/// <summary>
/// What the platform takes of what is accepted: a rate for everybody, others by family of service, and others again that were agreed with a
/// provider. Settings: <c>Payments:Fees:Version</c>, <c>…:BasisPoints</c>, <c>…:TaxBasisPoints</c>, <c>…:Families:{family}</c>, <c>…:Providers:{prv_…}</c>.
/// Whoever changes a rate raises the version, so that an order says by which it pays.
/// </summary>
public sealed class FeeSchedule
{
    private const string Section = "Payments:Fees";
    private const int DefaultBasisPoints = 500;
    private const int DefaultTaxBasisPoints = 600;
    private const int MostBasisPoints = 5_000;

    private readonly Dictionary<string, int> families;
    private readonly Dictionary<string, int> providers;
    private readonly FeeTerms usual;

    private FeeSchedule(FeeTerms usual, Dictionary<string, int> families, Dictionary<string, int> providers) =>
        (this.usual, this.families, this.providers) = (usual, families, providers);

    /// <exception cref="SettingException">A figure is none, or is out of its range.</exception>
    public static FeeSchedule Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var usual = new FeeTerms(
            Figure(section.GetSection("Version"), 1, 1, int.MaxValue), Figure(section.GetSection("BasisPoints"), DefaultBasisPoints, 0, MostBasisPoints),
            Figure(section.GetSection("TaxBasisPoints"), DefaultTaxBasisPoints, 0, MostBasisPoints));
        return new FeeSchedule(usual, Rates(section.GetSection("Families")), Rates(section.GetSection("Providers")));
    }

    /// <summary>What an order placed now pays.</summary>
    public FeeTerms For(string family, string provider) => usual with
    {
        BasisPoints = providers.TryGetValue(provider, out var agreed) ? agreed : families.TryGetValue(family, out var ofFamily) ? ofFamily : usual.BasisPoints,
    };

    private static Dictionary<string, int> Rates(IConfigurationSection section) =>
        section.GetChildren().ToDictionary(rate => rate.Key, rate => Figure(rate, 0, 0, MostBasisPoints), StringComparer.OrdinalIgnoreCase);

    private static int Figure(IConfigurationSection setting, int otherwise, int least, int most)
    {
        if (string.IsNullOrEmpty(setting.Value)) return otherwise;
        return int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) && figure >= least && figure <= most
            ? figure
            : throw new SettingException($"{setting.Path} is '{setting.Value}'; it wants a whole number from {least} to {most}.");
    }
}
