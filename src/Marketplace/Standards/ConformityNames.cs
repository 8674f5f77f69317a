using Marketplace.Vocabulary;

namespace Marketplace.Standards;

/// <summary>What verdicts, bases and statuses are called where a reader sees them.</summary>
public static class ConformityNames
{
    public static Bilingual Name(this Verdict verdict) => verdict switch
    {
        Verdict.Met => new("符合", "Conforms"),
        Verdict.NotMet => new("不符合", "Does not conform"),
        Verdict.NotEvidenced => new("证据不足", "Not evidenced"),
        _ => new("不适用", "Not applicable"),
    };

    public static Bilingual Name(this Basis basis) => basis switch
    {
        Basis.OwnWord => new("仅凭自述", "Own word only"),
        Basis.Declared => new("证书未核验", "Certificate declared"),
        Basis.DocumentSeen => new("已查看证书", "Document seen"),
        _ => new("已核对登记信息", "Checked at the register"),
    };

    public static Bilingual Name(this Verification verification) => verification switch
    {
        Verification.Declared => new("仅声明，未核验", "Declared, not verified"),
        Verification.DocumentSeen => new("已查看证书", "Document seen"),
        _ => new("已核对登记信息", "Checked at the register"),
    };

    public static Bilingual Name(this EvidenceStatus status) => status switch
    {
        EvidenceStatus.Active => new("有效", "Active"),
        EvidenceStatus.Suspended => new("暂停", "Suspended"),
        EvidenceStatus.Withdrawn => new("撤销", "Withdrawn"),
        EvidenceStatus.Cancelled => new("注销", "Cancelled"),
        _ => new("已过期", "Expired"),
    };

    public static Bilingual Name(this Obligation obligation) => obligation switch
    {
        Obligation.Mandatory => new("必须满足", "Mandatory"),
        _ => new("推荐满足", "Recommended"),
    };
}
