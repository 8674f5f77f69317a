using System.Collections.Frozen;

namespace Marketplace.Accreditation;

/// <summary>The columns of a table of certificates: named as in the API or in Chinese, in any order, letter case and spaces ignored.</summary>
internal static class CertificateColumns
{
    public static IReadOnlyList<(string Name, string Zh)> Certificate { get; } =
    [
        ("number", "证书编号"), ("standard_id", "标准"), ("permit", "许可"), ("evidence_type", "证据类型"), ("marks", "标志"), ("mra", "国际互认"),
        ("issuer", "发证机构"), ("status", "状态"), ("status_since", "状态日期"), ("valid_from", "有效期起"), ("valid_until", "有效期止"), ("source", "来源"),
    ];

    public static IReadOnlyList<(string Name, string Zh)> ScopeLine { get; } =
    [
        ("activity", "活动"), ("object", "对象"), ("parameter", "参数"), ("method", "方法"), ("edition", "版本"),
        ("range_min", "量程下限"), ("range_max", "量程上限"), ("unit", "单位"), ("uncertainty", "不确定度"), ("flexible", "灵活范围"), ("site", "场所"),
    ];

    private static readonly FrozenDictionary<string, string> names = Certificate.Concat(ScopeLine)
        .SelectMany(column => new[] { (column.Name, column.Name), (column.Zh, column.Name) })
        .Concat([("standard", "standard_id"), ("证书号", "number"), ("发证日期", "valid_from"), ("有效期至", "valid_until"), ("项目", "parameter"), ("检测对象", "object"), ("方法标准", "method")])
        .ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.OrdinalIgnoreCase);

    /// <summary>The column a header means, or null.</summary>
    public static string? Find(string header) => names.GetValueOrDefault(header.Trim().Replace(' ', '_'));

    public static bool IsOfScopeLine(string column) => ScopeLine.Any(line => line.Name == column);
}
