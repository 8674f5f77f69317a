using CsCheck;
using Marketplace.Standards;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Accreditation;

public sealed class ScopeTableTests
{
    private static readonly Gen<string?> cell = Gen.OneOf(
        Gen.Const((string?)null), Gen.OneOf(((string[])["铅", "a\tb", "\"quoted\"", "=1+1", "two\nlines", "；,;", "GB/T 228.1"]).Select(text => Gen.Const((string?)text)).ToArray()),
        Gen.String[Gen.Char['!', 'z'], 1, 12].Select(text => (string?)text));

    private static readonly Gen<double?> number = Gen.OneOf(Gen.Const((double?)null), Gen.Double[-1e12, 1e12].Select(d => (double?)d));

    private static readonly Gen<ScopeLine> line =
        from texts in cell.Array[7]
        from numbers in number.Array[3]
        from flexible in Gen.Bool
        select new ScopeLine(texts[0] ?? "检测", texts[1], texts[2], texts[3], texts[4], numbers[0], numbers[1], texts[5], numbers[2], flexible, texts[6]);

    [Fact]
    public void What_the_form_shows_reads_back_as_the_same_lines() =>
        Gen.Select(line.List[0, 20], Gen.Enum<Language>()).Sample((lines, language) =>
            ScopeTable.Read(ScopeTable.Write(lines, language)).Value.Select(Said).SequenceEqual(lines.Select(ScopeLineInput.Of)));

    // An empty cell says no.
    private static ScopeLineInput Said(ScopeLineInput line) => line with { Flexible = line.Flexible ?? false };

    [Fact]
    public void A_wrong_cell_is_named_with_its_line()
    {
        var refusal = ScopeTable.Read("parameter\tuncertainty\nPb\t0.1\nCd\tten").Refusal!;
        Assert.Equal("scope_lines[1].uncertainty", refusal.First.Field);
        var shown = CertificateForm.AtFields(refusal).First;
        Assert.Equal("scope_lines", shown.Field);
        Assert.StartsWith("Line 2, uncertainty", shown.Message.En);
    }
}
