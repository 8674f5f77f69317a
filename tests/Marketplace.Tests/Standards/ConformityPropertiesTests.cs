using CsCheck;

namespace Marketplace.Standards;

/// <summary>What holds for the engine whatever is handed in, tried on thousands of mutations of the worked cases.</summary>
public sealed class ConformityPropertiesTests
{
    private const int Tries = 4000;

    private static readonly Gen<(Mutation Mutation, int Seed)> Mutations =
        Gen.Select(Gen.Int[0, 395], Gen.Int[0, 5], Gen.Int, (@case, changes, seed) => (Mutation.Of(@case, changes, seed), seed));

    [Fact]
    public void Adding_active_evidence_takes_away_nothing_that_was_met() => Mutations.Sample((mutation, seed) =>
    {
        var before = mutation.Judge();
        var after = (mutation with { Evidence = [.. mutation.Evidence, mutation.ActiveEvidence(new Random(seed))] }).Judge();
        for (var i = 0; i < before.Requirements.Count; i++)
            if (before.Requirements[i].Verdict == Verdict.Met) Assert.Equal(Verdict.Met, after.Requirements[i].Verdict);
        if (before.Overall == Verdict.Met) Assert.Equal(Verdict.Met, after.Overall);
    }, iter: Tries);

    [Fact]
    public void Shifting_all_dates_alike_changes_nothing_but_the_requirement_with_a_fixed_date() => Mutations.Sample((mutation, seed) =>
    {
        const string fixedDate = "IC-R13";
        var before = mutation.Judge();
        var after = mutation.Shifted(seed % 3000).Judge();
        var verdicts = before.Requirements.Zip(after.Requirements).Where(p => p.First.Id != fixedDate).ToList();
        Assert.All(verdicts, p => Assert.Equal((p.First.Id, p.First.Verdict, p.First.Basis), (p.Second.Id, p.Second.Verdict, p.Second.Basis)));
        if (verdicts.Count == before.Requirements.Count) Assert.Equal((before.Overall, before.Basis), (after.Overall, after.Basis));
    }, iter: Tries);

    [Fact]
    public void Spans_say_of_every_day_what_the_engine_says() => Mutations.Sample((mutation, seed) =>
    {
        var spans = Conformity.Spans(mutation.Case.Specification, mutation.Answers, mutation.Evidence);
        Assert.Equal(DateOnly.MinValue, spans[0].From);
        Assert.Null(spans[^1].Until);
        for (var i = 1; i < spans.Count; i++) Assert.Equal(spans[i - 1].Until!.Value.AddDays(1), spans[i].From);

        var random = new Random(seed);
        var days = spans.SelectMany(s => new[] { s.From, s.Until ?? DateOnly.MaxValue }).Append(mutation.Day)
            .Concat(Enumerable.Range(0, 5).Select(_ => mutation.Day.AddDays(random.Next(-3000, 3000))));
        foreach (var day in days)
        {
            var span = spans.Single(s => s.From <= day && (s.Until is null || s.Until >= day));
            var result = (mutation with { Day = day }).Judge();
            Assert.Equal((result.Overall, result.Basis), (span.Overall, span.Basis));
        }
    }, iter: Tries / 4);

    [Fact]
    public void Overall_is_the_worst_mandatory_verdict_and_its_basis_the_weakest_certificate_behind_one() => Mutations.Sample((mutation, _) =>
    {
        var result = mutation.Judge();
        var mandatory = result.Requirements.Where(r => r.Obligation == Obligation.Mandatory).ToList();
        var worst = mandatory.Exists(r => r.Verdict == Verdict.NotMet) ? Verdict.NotMet
            : mandatory.Exists(r => r.Verdict == Verdict.NotEvidenced) ? Verdict.NotEvidenced : Verdict.Met;
        Assert.Equal(worst, result.Overall);
        var certificates = mandatory.Where(r => r.Verdict != Verdict.NotApplicable).SelectMany(r => r.Evidence).ToList();
        Assert.Equal(certificates.Count == 0 ? Basis.OwnWord : (Basis)(1 + (int)certificates.Min(c => c.Verification)), result.Basis);
    }, iter: Tries);

    [Fact]
    public void Verification_is_shown_and_never_part_of_a_verdict() => Mutations.Sample((mutation, _) =>
    {
        var declared = mutation with { Evidence = [.. mutation.Evidence.Select(e => e with { Verification = Verification.Declared })] };
        Assert.Equal(mutation.Judge().Requirements.Select(r => r.Verdict), declared.Judge().Requirements.Select(r => r.Verdict));
    }, iter: Tries / 2);
}
