using System.Collections.Frozen;
using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>Names of issuing bodies, which the catalogue writes in one language; ISO, CEN and their like are called so in both.</summary>
public static class BodyNames
{
    private static readonly FrozenDictionary<string, Bilingual> names = new Dictionary<string, Bilingual>
    {
        ["MIIT, MOST, MOHURD, SAMR, CNIPA"] = new("工业和信息化部、科学技术部、住房和城乡建设部、市场监管总局、国家知识产权局", "MIIT, MOST, MOHURD, SAMR, CNIPA"),
        ["SAMR/SAC"] = new("市场监管总局、国家标准委", "SAMR/SAC"),
        ["National Bureau of Statistics of China"] = new("国家统计局", "National Bureau of Statistics of China"),
        ["UN Statistics Division"] = new("联合国统计司", "UN Statistics Division"),
        ["European Commission"] = new("欧盟委员会", "European Commission"),
        ["UNDP / GS1 US"] = new("联合国开发计划署、GS1 US", "UNDP / GS1 US"),
        ["Eurostat"] = new("欧盟统计局", "Eurostat"),
        ["WIPO"] = new("世界知识产权组织（WIPO）", "WIPO"),
        ["Open Contracting Partnership"] = new("开放缔约伙伴组织（OCP）", "Open Contracting Partnership"),
        ["MIIT"] = new("工业和信息化部", "MIIT"),
        ["CNCA"] = new("国家认监委", "CNCA"),
        ["SAMR"] = new("市场监管总局", "SAMR"),
        ["AQSIQ (now SAMR)"] = new("国家质检总局（现市场监管总局）", "AQSIQ (now SAMR)"),
        ["Ministry of Ecology and Environment"] = new("生态环境部", "Ministry of Ecology and Environment"),
        ["Beijing Municipal Administration for Market Regulation"] = new("北京市市场监督管理局", "Beijing Municipal Administration for Market Regulation"),
        ["Shanghai Municipal Administration for Market Regulation"] = new("上海市市场监督管理局", "Shanghai Municipal Administration for Market Regulation"),
        ["Weihai Administration for Market Regulation"] = new("威海市市场监督管理局", "Weihai Administration for Market Regulation"),
        ["Shandong Provincial Administration for Market Regulation"] = new("山东省市场监督管理局", "Shandong Provincial Administration for Market Regulation"),
        ["Sichuan Provincial Administration for Market Regulation"] = new("四川省市场监督管理局", "Sichuan Provincial Administration for Market Regulation"),
        ["Jiangmen Administration for Market Regulation"] = new("江门市市场监督管理局", "Jiangmen Administration for Market Regulation"),
        ["Heyuan Administration for Market Regulation"] = new("河源市市场监督管理局", "Heyuan Administration for Market Regulation"),
        ["Guangxi Association for Standardization (group standard)"] = new("广西标准化协会（团体标准）", "Guangxi Association for Standardization (group standard)"),
        ["China Appraisal Society"] = new("中国资产评估协会", "China Appraisal Society"),
        ["NMPA"] = new("国家药监局", "NMPA"),
        ["MOHURD"] = new("住房和城乡建设部", "MOHURD"),
        ["IVSC"] = new("国际评估准则理事会（IVSC）", "IVSC"),
        ["National Health Commission and SAMR"] = new("国家卫生健康委、市场监管总局", "National Health Commission and SAMR"),
        ["National Health Commission"] = new("国家卫生健康委", "National Health Commission"),
        ["State Cryptography Administration"] = new("国家密码管理局", "State Cryptography Administration"),
        ["中国国际科技促进会 (group standard)"] = new("中国国际科技促进会（团体标准）", "中国国际科技促进会 (group standard)"),
    }.ToFrozenDictionary();

    public static string Of(string body, Language language) => names.GetValueOrDefault(body)?.In(language) ?? body;
}
