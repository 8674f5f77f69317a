namespace Marketplace.Standards;

public sealed class ConformityCasesTests
{
    public static TheoryData<string> Cases => ConformityCase.Ids;

    [Fact]
    public void There_are_396_cases() => Assert.Equal(396, ConformityCase.All.Count);

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_engine_gives_the_expected_verdicts(string id)
    {
        var @case = ConformityCase.Named(id);
        var result = Conformity.Evaluate(@case.Specification, @case.Answers, @case.Certificates, @case.Date);

        var given = result.Requirements
            .Where(r => !r.Id.StartsWith("answered:", StringComparison.Ordinal) || r.Verdict == Verdict.NotEvidenced)
            .ToDictionary(r => r.Id, r => r.Verdict);
        Assert.Equal(@case.Expect.Requirements.OrderBy(r => r.Key), given.OrderBy(r => r.Key));
        Assert.Equal(@case.Expect.Overall, result.Overall);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_verdict_has_a_reason_in_both_languages_that_names_its_source(string id)
    {
        var @case = ConformityCase.Named(id);
        foreach (var verdict in Conformity.Evaluate(@case.Specification, @case.Answers, @case.Certificates, @case.Date).Requirements)
        {
            Assert.EndsWith("。", verdict.Reason.Zh, StringComparison.Ordinal);
            Assert.EndsWith(".", verdict.Reason.En, StringComparison.Ordinal);
            if (verdict.Standard is null) continue;
            var name = Shipped.Catalogue.Standard(verdict.Standard)!.Name;
            Assert.Contains(name.Zh!, verdict.Reason.Zh, StringComparison.Ordinal);
            Assert.Contains(name.En!, verdict.Reason.En, StringComparison.Ordinal);
            foreach (var used in verdict.Evidence) Assert.Contains(used.Number, verdict.Reason.En, StringComparison.Ordinal);
        }
    }
}
