using System.Collections.Frozen;
using Marketplace.Standards;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Names of the filters, and of values that are the marketplace's own rather than the catalogue's.</summary>
internal static class Fixed
{
    public static readonly Bilingual AbroadName = new("境外（中国大陆以外）", "Abroad (outside mainland China)");
    public static readonly Bilingual AbroadInSentence = new("境外", "abroad");
    public static readonly Bilingual Unpriced = new("未标价", "No price given");
    public static readonly Bilingual Yes = new("是", "Yes");
    public static readonly Bilingual No = new("否", "No");

    public static FrozenDictionary<string, Bilingual> Names { get; } = new Dictionary<string, Bilingual>
    {
        ["q"] = new("关键词", "Words"),
        ["class"] = new("服务类别", "Class"),
        ["standard"] = new("标准", "Standard"),
        ["permit"] = new("行政许可", "Permit"),
        ["evidence"] = new("证据种类", "Kind of evidence"),
        ["method"] = new("方法", "Method"),
        ["mark"] = new("证书标志", "Mark"),
        ["accreditor"] = new("发证机构", "Issuing body"),
        ["region"] = new("所在地区", "Location"),
        ["serves"] = new("服务区域", "Region served"),
        ["providerSize"] = new("机构规模", "Provider size"),
        ["language"] = new("服务语言", "Language"),
        ["verdict"] = new("符合性判定", "Verdict"),
        ["basis"] = new("判定依据", "Basis"),
        ["days"] = new("服务周期", "Turnaround"),
        ["price"] = new("价格", "Price"),
        ["daysMax"] = new("最长周期", "Longest turnaround"),
        ["priceRange"] = new("价格范围", "Price range"),
    }.ToFrozenDictionary();

    public static FrozenDictionary<(string Name, string Value), Bilingual> Labels { get; } = new Dictionary<(string, string), Bilingual>
    {
        [("providerSize", "micro")] = new("微型", "Micro"),
        [("providerSize", "small")] = new("小型", "Small"),
        [("providerSize", "medium")] = new("中型", "Medium"),
        [("providerSize", "large")] = new("大型", "Large"),
        [("verdict", "met")] = Verdict.Met.Name(),
        [("verdict", "notMet")] = Verdict.NotMet.Name(),
        [("verdict", "notEvidenced")] = Verdict.NotEvidenced.Name(),
        [("status", "active")] = new("有效", "Active"),
        [("status", "notYetValid")] = new("尚未生效", "Not yet valid"),
        [("status", "suspended")] = new("已暂停", "Suspended"),
        [("status", "withdrawn")] = new("已撤销", "Withdrawn"),
        [("status", "cancelled")] = new("已注销", "Cancelled"),
        [("status", "expired")] = new("已过期", "Expired"),
        [("verification", "declared")] = new("机构申报", "Declared"),
        [("verification", "document_seen")] = new("已看证书", "Document seen"),
        [("verification", "register_checked")] = new("已核登记", "Register checked"),
        [("basis", "own_word")] = new("自我陈述", "Own word"),
        [("basis", "declared")] = new("已申报证书", "Certificate declared"),
        [("basis", "document_seen")] = new("已查看证书文件", "Document seen"),
        [("basis", "register_checked")] = new("已核对登记信息", "Checked at the register"),
    }.ToFrozenDictionary();
}
