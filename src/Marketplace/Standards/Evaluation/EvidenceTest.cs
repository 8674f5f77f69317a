using System.Text.Json;
using Marketplace.Standards.Loading;
using Marketplace.Vocabulary;

namespace Marketplace.Standards.Evaluation;

/// <summary>
/// Asks for a certificate to one of some standards or a permit, and where it has a scope, that scope lines cover the listing's rows.
/// No candidate: notEvidenced. Candidates but none active, or a row not covered by an active one: notMet.
/// </summary>
internal sealed class EvidenceTest : ITest
{
    private readonly Wording wording;
    private readonly HashSet<string> types;
    private readonly HashSet<string>? marks;
    private readonly HashSet<string> permits;
    private readonly bool mra;
    private readonly ScopeTest? scope;
    private readonly Dictionary<string, EquivalenceChain> accepted;
    private readonly NearMisses nearMisses;

    private EvidenceTest(JsonElement test, Catalogue catalogue, Wording wording)
    {
        this.wording = wording;
        types = test.Texts("evidence_types").ToHashSet();
        permits = test.Texts("permits").ToHashSet();
        marks = test.GetProperty("marks").ValueKind == JsonValueKind.Null ? null : test.Texts("marks").ToHashSet();
        mra = test.Flag("mra");
        scope = ScopeTest.Compile(test.GetProperty("scope"));
        var policy = Policy(test);
        var standards = test.Texts("standards");
        accepted = Accepted(standards, policy, catalogue.Equivalences);
        nearMisses = new NearMisses(standards, permits, accepted, types, marks, mra, policy, catalogue, wording);
    }

    public static EvidenceTest Compile(JsonElement test, Catalogue catalogue, Wording wording) => new(test, catalogue, wording);

    public static EquivalencePolicy Policy(JsonElement test) => test.Text("equivalents") switch
    {
        "none" => EquivalencePolicy.None,
        "IDT" => EquivalencePolicy.Idt,
        "MOD" => EquivalencePolicy.Mod,
        var other => throw new FormatException($"no such equivalents: {other}"),
    };

    /// <summary>Every standard that serves for one of these, with the shortest chain to it.</summary>
    private static Dictionary<string, EquivalenceChain> Accepted(IReadOnlyList<string> standards, EquivalencePolicy policy, Equivalences equivalences)
    {
        var chains = standards.ToDictionary(s => s, _ => EquivalenceChain.Same);
        if (policy == EquivalencePolicy.None) return chains;
        foreach (var (held, chain) in standards.SelectMany(equivalences.Satisfying).OrderBy(c => c.Value.Steps.Count)) chains.TryAdd(held, chain);
        if (policy == EquivalencePolicy.Mod)
            foreach (var (held, chain) in standards.SelectMany(equivalences.Partial).OrderBy(c => c.Value.Steps.Count)) chains.TryAdd(held, chain);
        return chains;
    }

    public PreparedTest Prepare(Subject subject)
    {
        var candidates = new List<Used>();
        foreach (var evidence in subject.Evidence)
            if (ChainOf(evidence) is { } chain) candidates.Add(new Used(evidence, chain));
        return new Prepared(this, subject, candidates);
    }

    /// <summary>The chain by which this certificate is a candidate, whatever its status; null where it is none.</summary>
    private EquivalenceChain? ChainOf(Evidence evidence)
    {
        if (!types.Contains(evidence.EvidenceType)) return null;
        if (marks is not null && !evidence.Marks.Any(marks.Contains)) return null;
        if (mra && !evidence.Mra) return null;
        if (evidence.StandardId is { } standard && accepted.TryGetValue(standard, out var chain)) return chain;
        return evidence.Permit is { } permit && permits.Contains(permit) ? EquivalenceChain.Same : null;
    }

    private sealed class Prepared : PreparedTest
    {
        private readonly EvidenceTest test;
        private readonly Subject subject;
        private readonly List<Used> candidates;
        private readonly ScopeCoverage? coverage;

        public Prepared(EvidenceTest test, Subject subject, List<Used> candidates)
        {
            this.test = test;
            this.subject = subject;
            this.candidates = candidates;
            coverage = candidates.Count == 0 ? null : test.scope?.Cover(subject.Answers, candidates.ConvertAll(c => c.Evidence));
        }

        public override IEnumerable<DateOnly> Turns => candidates.SelectMany(c => c.Evidence.Turns());

        public override Finding On(DateOnly day)
        {
            if (candidates.Count == 0) return Finding.Of(Verdict.NotEvidenced);
            var active = Active(day);
            if (active.Count == 0) return new Finding(Verdict.NotMet, candidates);
            if (coverage is null || coverage.RowCount == 0) return new Finding(Verdict.Met, Pick(active));
            if (!coverage.AllCoveredBy(active)) return new Finding(Verdict.NotMet, Pick(active));
            return new Finding(Verdict.Met, Pick(active.FindAll(coverage.CoversAny)));
        }

        public override Bilingual Explain(DateOnly day, Finding finding)
        {
            var wording = test.wording;
            if (finding.Verdict == Verdict.NotEvidenced) return test.nearMisses.Explain(subject.Evidence, day);
            var active = Active(day);
            if (active.Count == 0) return wording.NoneServes(candidates, day);
            if (finding.Verdict == Verdict.NotMet) return wording.NotCovered(Pick(active), coverage!.Uncovered(active), coverage.RowCount, day);
            return wording.Shown(finding.Used, coverage?.RowCount ?? 0, day);
        }

        private List<int> Active(DateOnly day)
        {
            var active = new List<int>(candidates.Count);
            for (var i = 0; i < candidates.Count; i++)
                if (candidates[i].Evidence.IsActiveOn(day)) active.Add(i);
            return active;
        }

        private List<Used> Pick(List<int> places) => places.ConvertAll(i => candidates[i]);
    }
}
