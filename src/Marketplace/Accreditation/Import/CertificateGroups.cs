using Marketplace.Vocabulary;

namespace Marketplace.Accreditation.Import;

/// <summary>A certificate found in a table: the facts its rows agree on, and which row brought which scope line.</summary>
internal sealed record CertificateGroup(CertificateInput Facts, TableRow First)
{
    public List<(TableRow Row, ScopeLineInput Line)> Lines { get; } = [];

    public CertificateInput Input => Facts with { ScopeLines = [.. Lines.Select(line => line.Line)] };
}

/// <summary>
/// Gathers rows into certificates. Rows of one number and standard (or permit) are one certificate; a row may leave a certificate's
/// columns empty, and then it continues the one with its number. What it does state must agree with the first row.
/// </summary>
internal sealed class CertificateGroups(CertificateTerms terms)
{
    private static readonly string[] scopeColumns = [.. CertificateColumns.ScopeLine.Select(column => column.Name)];

    private readonly Dictionary<(string Number, string? Standard, string? Permit), CertificateGroup> byKey = [];
    private readonly Dictionary<string, CertificateGroup> latestOfNumber = [];
    private readonly List<CertificateGroup> groups = [];

    public IReadOnlyList<CertificateGroup> All => groups;

    public IEnumerable<Problem> Add(TableRow row)
    {
        var facts = Facts(row.Cells);
        if (facts.Number is not { } number)
        {
            yield return new Problem("required", new Bilingual("每一行都须填写证书编号。", "Every row needs the certificate's number."), "number");
            yield break;
        }

        var group = GroupOf(number, facts, row);
        foreach (var problem in Disagreements(group, facts)) yield return problem;
        if (row.Cells.HasAny(scopeColumns)) group.Lines.Add((row, row.Cells.ScopeLine()));
        foreach (var problem in row.Cells.Problems) yield return problem;
    }

    private CertificateGroup GroupOf(string number, CertificateInput facts, TableRow row)
    {
        if (facts is { StandardId: null, Permit: null } && latestOfNumber.TryGetValue(number, out var latest)) return latest;
        var key = (number, facts.StandardId, facts.Permit);
        if (byKey.TryGetValue(key, out var found)) return latestOfNumber[number] = found;
        var group = new CertificateGroup(facts, row);
        groups.Add(group);
        return latestOfNumber[number] = byKey[key] = group;
    }

    private CertificateInput Facts(Cells cells) => new()
    {
        Number = cells.Text("number"), StandardId = terms.StandardMeant(cells.Text("standard_id")), Permit = cells.Text("permit"),
        EvidenceType = EvidenceType(cells.Text("evidence_type")), Marks = cells.List("marks"), Mra = cells.YesOrNo("mra"),
        Issuer = cells.Text("issuer"), Status = cells.Status("status"), StatusSince = cells.Date("status_since"),
        ValidFrom = cells.Date("valid_from"), ValidUntil = cells.Date("valid_until"), Source = cells.Text("source"),
    };

    private static string? EvidenceType(string? text) => text switch
    {
        "认可" => "accreditation", "法定批准" or "强制性批准" or "资质认定" => "mandatory_approval", "认证" => "certification",
        "注册" or "登记" => "registration", "许可" => "licence", "会员" => "membership",
        _ => text?.Replace(' ', '_').ToLowerInvariant(),
    };

    private static IEnumerable<Problem> Disagreements(CertificateGroup group, CertificateInput facts)
    {
        var first = group.Facts;
        if (ReferenceEquals(first, facts)) yield break;
        (string Field, bool Differs)[] fields =
        [
            ("evidence_type", facts.EvidenceType is not null && facts.EvidenceType != first.EvidenceType),
            ("marks", facts.Marks is not null && !facts.Marks.SequenceEqual(first.Marks ?? [])),
            ("mra", facts.Mra is not null && facts.Mra != (first.Mra ?? false)),
            ("issuer", facts.Issuer is not null && facts.Issuer != first.Issuer),
            ("status", facts.Status is not null && facts.Status != (first.Status ?? default)),
            ("status_since", facts.StatusSince is not null && facts.StatusSince != first.StatusSince),
            ("valid_from", facts.ValidFrom is not null && facts.ValidFrom != first.ValidFrom),
            ("valid_until", facts.ValidUntil is not null && facts.ValidUntil != first.ValidUntil),
            ("source", facts.Source is not null && facts.Source != first.Source),
        ];
        foreach (var (field, differs) in fields)
            if (differs)
                yield return new Problem("disagrees", new Bilingual(
                    $"与第 {group.First.Number} 行同一证书的内容不一致。", $"Differs from line {group.First.Number}, which is of the same certificate."), field);
    }
}
