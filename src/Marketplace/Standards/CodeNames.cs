using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>Names of the codes that a question may ask for; which kind of code it is, the pattern of the question says.</summary>
internal static class CodeNames
{
    /// <summary>Offices for more than one country, which WIPO ST.3 gives two letters as if they were countries.</summary>
    private static readonly Dictionary<string, Bilingual> offices = new()
    {
        ["EP"] = new("欧洲专利局", "European Patent Office"), ["WO"] = new("世界知识产权组织", "WIPO"), ["EM"] = new("欧盟知识产权局", "EUIPO"),
        ["EA"] = new("欧亚专利局", "Eurasian Patent Office"), ["AP"] = new("非洲地区知识产权组织", "ARIPO"), ["OA"] = new("非洲知识产权组织", "OAPI"),
    };

    public static Bilingual? Find(string? pattern, string code) => pattern switch
    {
        null => null,
        _ when pattern.StartsWith("^[a-z]{2,3}", StringComparison.Ordinal) => LanguageTags.Find(code),
        _ when pattern.StartsWith("^[A-Z]{2}", StringComparison.Ordinal) => Regions.Find(code)?.Name ?? offices.GetValueOrDefault(code),
        "^[0-9]{2}$" => IndustryNames.Find(code),
        _ => null,
    };
}
