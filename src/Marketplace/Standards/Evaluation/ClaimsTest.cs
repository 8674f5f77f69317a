using System.Text.Json;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>
/// Every selected claim needs a certificate of its evidence type to its standard (or an accepted equivalent) and, where the claim gives
/// one, of its number. Some such certificate active: met; only inactive ones: notMet; none: notEvidenced. The worst row decides.
/// </summary>
internal sealed class ClaimsTest(AnswerPath claims, RowFilter? where, EquivalencePolicy policy, Catalogue catalogue, Wording wording) : ITest
{
    public static ClaimsTest Compile(JsonElement test, Catalogue catalogue, Wording wording)
    {
        if (test.GetProperty("right").Text("certificates") != "all") throw new FormatException("claims are held against all certificates");
        var left = test.GetProperty("left");
        return new ClaimsTest(AnswerPath.Parse(left.Text("question")),
            left.TryGetProperty("where", out var where) ? RowFilter.Compile(where) : null,
            EvidenceTest.Policy(test), catalogue, wording);
    }

    public PreparedTest Prepare(Subject subject)
    {
        var rows = claims.Rows(subject.Answers).Where(r => where?.Selects(r) ?? true)
            .Select(r => Claim(r, subject.Evidence)).ToList();
        return new Prepared(wording, rows);
    }

    private Claim Claim(JsonElement row, IReadOnlyList<Evidence> evidence)
    {
        string? standard = AnswerValue.Text(row, "standard_id"), type = AnswerValue.Text(row, "evidence_type"), number = AnswerValue.Text(row, "certificate_number");
        var wanted = number is null ? null : Evidence.ComparableNumber(number);
        var backing = new List<Used>();
        foreach (var certificate in evidence)
            if (standard is not null && certificate.EvidenceType == type && certificate.StandardId is { } held
                && (wanted is null || Evidence.ComparableNumber(certificate.Number) == wanted)
                && catalogue.Equivalences.Chain(standard, held, policy) is { } chain)
                backing.Add(new Used(certificate, chain));
        return new Claim(standard, type, number, backing);
    }

    private sealed class Prepared(Wording wording, List<Claim> claims) : PreparedTest
    {
        public override IEnumerable<DateOnly> Turns => claims.SelectMany(c => c.Backing).SelectMany(b => b.Evidence.Turns());

        public override Finding On(DateOnly day)
        {
            if (claims.Count == 0) return Finding.Of(Verdict.NotApplicable);
            var worst = Verdict.Met;
            var used = new List<Used>();
            foreach (var claim in claims)
            {
                var (verdict, backing) = claim.On(day);
                if (verdict == Verdict.NotMet || verdict == Verdict.NotEvidenced && worst == Verdict.Met) worst = verdict;
                foreach (var one in backing)
                    if (!used.Contains(one)) used.Add(one);
            }
            return new Finding(worst, used);
        }

        public override Bilingual Explain(DateOnly day, Finding finding) =>
            claims.Count == 0 ? Wording.NoClaims() : Wording.Join([.. claims.Select(c => wording.Claim(c, c.On(day).Verdict, day))]);
    }
}

/// <summary>A claim with the certificates that could back it, whatever their status.</summary>
internal sealed record Claim(string? Standard, string? EvidenceType, string? Number, List<Used> Backing)
{
    public (Verdict Verdict, List<Used> Used) On(DateOnly day)
    {
        if (Backing.Count == 0) return (Verdict.NotEvidenced, Backing);
        var active = Backing.FindAll(b => b.Evidence.IsActiveOn(day));
        return active.Count > 0 ? (Verdict.Met, active) : (Verdict.NotMet, Backing);
    }
}
