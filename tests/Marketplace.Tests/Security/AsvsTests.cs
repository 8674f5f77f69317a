using System.Text.RegularExpressions;

namespace Marketplace.Security;

/// <summary>The answers to OWASP ASVS 5.0 in <c>docs/security/asvs.json</c>: all that are asked, each by something that is really there.</summary>
public sealed partial class AsvsTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, int> asked = new() { ["V1.1.1"] = 2 };
    private static readonly HashSet<string> tests = ["Marketplace.Some.SomeTests.It_holds"];

    [Fact]
    public void Every_requirement_is_answered_by_something_that_is_there()
    {
        Assert.Equal(253, AsvsFile.Asked().Count);

        Assert.Empty(AsvsRules.Faults(AsvsFile.Read().Requirements, AsvsFile.Asked(), TestSources.All(), AsvsFile.Text));
    }

    [Theory]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "test": ["Marketplace.Some.SomeTests.It_holds"], "how": "It is tried." }""")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "configuration": [{ "file": "a.cs", "text": "On = true" }], "how": "It is on." }""")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "notApplicable": "There is none." }""")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "later": "It is missing." }""")]
    [InlineData("""{ "id": "V1.1.1", "level": 1, "later": "It is missing." }""", "V1.1.1 is of level 2")]
    [InlineData("""{ "id": "V1.1.2", "level": 2, "later": "It is missing." }""", "V1.1.1 is not answered", "V1.1.2 was not asked")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "how": "Somehow." }""", "V1.1.1 has 0 kinds of answer")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "later": "Some day.", "notApplicable": "Or not." }""", "V1.1.1 has 2 kinds of answer")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "later": " " }""", "V1.1.1 does not say how, or why not")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "later": "Some day.", "how": "Now." }""", "V1.1.1 says how, and that it is not")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "test": [], "how": "It is tried." }""", "V1.1.1 names nothing that shows it")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "test": ["Marketplace.Some.SomeTests.It_holds"] }""", "V1.1.1 does not say how, or why not")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "test": ["Marketplace.Some.SomeTests.It_held"], "how": "It was." }""", "V1.1.1 names the test Marketplace.Some.SomeTests.It_held, which there is not")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "configuration": [{ "file": "b.cs", "text": "On = true" }], "how": "It is on." }""", "V1.1.1 names the file b.cs, which there is not")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "configuration": [{ "file": "a.cs", "text": "On = false" }], "how": "It is off." }""", "V1.1.1 names a text that is not in a.cs: On = false")]
    [InlineData("""{ "id": "V1.1.1", "level": 2, "configuration": [{ "file": "a.cs", "text": "" }], "how": "It is on." }""", "V1.1.1 names a text that is not in a.cs: ")]
    public void An_answer_that_does_not_hold_is_named(string entry, params string[] faults) =>
        Assert.Equal(faults, AsvsRules.Faults([AsvsFile.Entry(entry)], asked, tests, file => file == "a.cs" ? "On = true;" : null));

    [Fact]
    public void Two_answers_to_one_requirement_are_named()
    {
        var entry = new AsvsEntry("V1.1.1", 2, Later: "It is missing.");

        Assert.Equal(["V1.1.1 is answered 2 times"], AsvsRules.Faults([entry, entry], asked, tests, _ => null));
    }

    [Fact]
    public void A_path_out_of_the_repository_reads_nothing() => Assert.Null(AsvsFile.Text("../../etc/passwd"));

    [Fact]
    public void What_is_no_test_is_not_taken_for_one() => Assert.Equal(["Marketplace.Some.SomeTests.It_holds", "Marketplace.Some.MoreTests.It_is_so"], TestSources.In("""
        namespace Marketplace.Some;

        public sealed class SomeTests
        {
            [Fact]
            public void It_holds() => Work();

            // [Fact]
            public void It_was_taken_out() { }

            [Fact(Skip = "not yet")]
            public void It_is_skipped() { }

            public void Work() { }

            private sealed class Inner;
        }

        internal sealed class MoreTests
        {
            [Theory]
            [InlineData("a")]
            public async Task It_is_so(string a) => await Task.Yield();
        }
        """));

    /// <summary>The table in the README is what somebody reads first.</summary>
    [Fact]
    public void The_readme_counts_the_answers()
    {
        var counted = AsvsFile.Read().Requirements.GroupBy(it => it.Kinds.Single()).ToDictionary(kind => kind.Key, kind => kind.Count());
        output.WriteLine(string.Join(", ", counted.OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => $"{it.Key} {it.Value}")));
        counted["all"] = counted.Values.Sum();

        var told = CountRow().Matches(AsvsFile.Text("docs/security/README.md")!).ToDictionary(row => row.Groups[1].Value, row => int.Parse(row.Groups[2].Value));

        Assert.Equal(counted.OrderBy(it => it.Key, StringComparer.Ordinal), told.OrderBy(it => it.Key, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `?(\w+)`? \| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex CountRow();
}
