using System.Text.Json;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>Sentences about certificates and what they cover.</summary>
internal sealed partial class Wording
{
    private static readonly Dictionary<string, Bilingual> EvidenceTypes = new()
    {
        ["accreditation"] = new("认可", "accreditation"),
        ["mandatory_approval"] = new("行政批准", "mandatory approval"),
        ["certification"] = new("认证", "certification"),
        ["registration"] = new("登记或备案", "registration"),
        ["licence"] = new("许可", "licence"),
        ["membership"] = new("会员资格", "membership"),
        ["peer_review"] = new("同行评议", "peer review"),
        ["self_declaration"] = new("自我声明", "self-declaration"),
    };

    public static Bilingual EvidenceType(string type) => EvidenceTypes.GetValueOrDefault(type) ?? Bilingual.Same(type);

    public Bilingual Shown(IReadOnlyList<Used> used, int rows, DateOnly day)
    {
        var certificates = Join([.. used.Select(u => Certificate(u, day))]);
        return rows == 0 ? new($"由{certificates.Zh}证明", $"it is shown by {certificates.En}")
            : new($"由{certificates.Zh}证明，其能力范围覆盖所涉的{rows}行", $"it is shown by {certificates.En}, whose scope covers the {Rows(rows)} concerned");
    }

    public Bilingual NoneServes(IReadOnlyList<Used> candidates, DateOnly day)
    {
        var certificates = Join([.. candidates.Select(u => Certificate(u, day))]);
        return new($"所提供的证据在{Day(day)}均无效：{certificates.Zh}", $"no evidence offered for it is active on {Day(day)}: {certificates.En}");
    }

    public Bilingual NotCovered(IReadOnlyList<Used> active, IReadOnlyList<JsonElement> rows, int all, DateOnly day)
    {
        var certificates = Join([.. active.Select(u => Certificate(u, day))]);
        var missing = Join([.. rows.Select(Row)]);
        return new(
            $"{certificates.Zh}的能力范围没有覆盖所涉{all}行中的{rows.Count}行：{missing.Zh}",
            $"the scope of {certificates.En} does not cover {rows.Count} of {Rows(all)}: {missing.En}");
    }

    /// <summary>Number, what it certifies, how it stands on the day, how far it was verified, and the chain if it is an equivalent.</summary>
    public Bilingual Certificate(Used used, DateOnly day)
    {
        var plain = Certificate(used.Evidence, day);
        if (used.Chain.Steps.Count == 0) return plain;
        var chain = Chain(used.Chain);
        return new($"{plain.Zh}[等同链：{chain.Zh}]", $"{plain.En} [equivalence: {chain.En}]");
    }

    public Bilingual Certificate(Evidence evidence, DateOnly day)
    {
        var name = catalogue.NameOf(evidence.StandardId, evidence.Permit);
        var type = EvidenceType(evidence.EvidenceType);
        var standing = Standing(evidence, day);
        var verified = Verified(evidence);
        return new(
            $"证书{evidence.Number}（{type.Zh}，{name.Zh}，{standing.Zh}，{verified.Zh}）",
            $"certificate {evidence.Number} ({type.En}, {name.En}, {standing.En}, {verified.En})");
    }

    private static Bilingual Standing(Evidence evidence, DateOnly day)
    {
        if (evidence.IsActiveOn(day))
            return evidence.ValidUntil is { } last
                ? new($"有效期至{Day(last)}", $"valid until {Day(last)}")
                : new($"自{Day(evidence.ValidFrom)}起长期有效", $"valid from {Day(evidence.ValidFrom)} without end");
        var since = evidence.StatusSince is { } from ? new Bilingual($"自{Day(from)}起", $" since {Day(from)}") : new Bilingual("", "");
        return evidence.StatusOn(day) switch
        {
            EvidenceStatus.Suspended => new($"{since.Zh}暂停", $"suspended{since.En}"),
            EvidenceStatus.Withdrawn => new($"{since.Zh}撤销", $"withdrawn{since.En}"),
            EvidenceStatus.Cancelled => new($"{since.Zh}注销", $"cancelled{since.En}"),
            EvidenceStatus.Expired when evidence.ValidUntil is { } last && last < day => new($"已于{Day(last)}到期", $"expired on {Day(last)}"),
            EvidenceStatus.Expired => new($"{since.Zh}失效", $"expired{since.En}"),
            _ => new($"{Day(evidence.ValidFrom)}起才生效", $"not valid before {Day(evidence.ValidFrom)}"),
        };
    }

    private static Bilingual Verified(Evidence evidence)
    {
        var on = evidence.CheckedOn is { } day ? new Bilingual($"于{Day(day)}", $" on {Day(day)}") : new Bilingual("", "");
        return evidence.Verification switch
        {
            Verification.RegisterChecked => new($"已{on.Zh}在登记系统核实", $"checked at the register{on.En}"),
            Verification.DocumentSeen => new($"已{on.Zh}查看证书文件", $"document seen{on.En}"),
            _ => new("服务方自行申报", "declared by the provider"),
        };
    }

    /// <summary>A row by its texts and numbers, as the listing gives them.</summary>
    private static Bilingual Row(JsonElement row)
    {
        var cells = row.EnumerateObject()
            .Where(c => c.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && AnswerValue.IsAnswered(c.Value))
            .Take(4).Select(c => c.Value.ToString()).ToList();
        return new($"“{string.Join("，", cells)}”", $"“{string.Join(", ", cells)}”");
    }

    private static string Rows(int count) => count == 1 ? "1 row" : $"{count} rows";
}
