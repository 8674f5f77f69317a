using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>The synonyms that follow from the catalogue: what has a Chinese and an English name has two names.</summary>
internal static class ShippedSynonyms
{
    /// <summary>Abbreviations that people of the trade write instead of names; the catalogue does not hold them.</summary>
    private static readonly string[][] abbreviations =
    [
        ["EMC", "电磁兼容", "electromagnetic compatibility"],
        ["ESD", "静电放电", "electrostatic discharge"],
        ["CMA", "资质认定", "检验检测机构资质认定"],
        ["CNAS", "中国合格评定国家认可委员会", "China National Accreditation Service"],
        ["CCC", "3C", "强制性产品认证", "China compulsory certification"],
        ["GLP", "良好实验室规范", "good laboratory practice"],
        ["GCP", "药物临床试验质量管理规范", "good clinical practice"],
        ["MRA", "互认", "mutual recognition"],
        ["QMS", "质量管理体系", "quality management system"],
        ["EMS", "环境管理体系", "environmental management system"],
        ["ISMS", "信息安全管理体系", "information security management system"],
        ["FTO", "自由实施", "freedom to operate", "侵权风险分析"],
        ["TRL", "技术就绪水平", "技术成熟度", "technology readiness level"],
        ["EIA", "环评", "环境影响评价", "environmental impact assessment"],
        ["EPC", "合同能源管理", "energy performance contracting"],
        ["BIM", "建筑信息模型", "building information modelling"],
        ["PT", "能力验证", "proficiency testing"],
        ["RM", "标准物质", "reference material"],
        ["等保", "网络安全等级保护", "classified protection of cybersecurity", "MLPS"],
        ["RoHS", "有害物质限制", "restriction of hazardous substances"],
        ["VOC", "挥发性有机物", "volatile organic compounds"],
        ["校准", "calibration"],
        ["检测", "检验检测", "testing"],
        ["检验", "inspection"],
        ["认证", "certification"],
        ["认可", "accreditation"],
        ["查新", "科技查新", "novelty search"],
        ["专利代理", "patent agency"],
        ["孵化器", "incubator"],
        ["重金属", "heavy metals"],
        ["农残", "农药残留", "pesticide residues"],
    ];

    public static Synonyms Of(Catalogue catalogue) => new(
        [
            .. abbreviations,
            .. Names(catalogue.Families.Select(f => f.Name)),
            .. Names(catalogue.Classes.Select(c => c.Name)),
            .. Names(catalogue.Permits.Select(p => p.Name)),
            .. Names(catalogue.Methods.SelectMany(m => m.Parameters).Select(p => p.Name)),
            .. Names(catalogue.Methods.SelectMany(m => m.Objects)),
        ],
        [.. catalogue.Standards.Concat<NormativeDocument>(catalogue.Methods).Select(Spellings)]);

    private static IEnumerable<IReadOnlyList<string>> Names(IEnumerable<Bilingual> names) =>
        names.Where(n => n.Zh is not null && n.En is not null).Distinct().Select(n => (IReadOnlyList<string>)[n.Zh!, n.En!]);

    private static IReadOnlyList<string> Spellings(NormativeDocument document) =>
        [.. new[] { document.Number, document.Designation, document.Title.Zh, document.Title.En }.OfType<string>()];
}
