using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Vocabulary;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("a\0b", "control_character")]
    [InlineData("a\u0085b", "control_character")]
    [InlineData("a\u001Bb", "control_character")]
    [InlineData("a\nb", "control_character")]
    [InlineData("a\u2028b", "control_character")]
    [InlineData("a\u202Eb", "direction_override")]
    [InlineData("a\u2066b", "direction_override")]
    [InlineData("a\u200Fb", "direction_override")]
    [InlineData("a\uFDD0b", "noncharacter")]
    [InlineData("a\uFFFFb", "noncharacter")]
    [InlineData("a\U0010FFFEb", "noncharacter")]
    [InlineData("a\uFEFFb", "invisible_character")]
    [InlineData("a\U000E0041b", "invisible_character")]
    public void What_may_not_be_stored_is_named(string text, string code)
    {
        var problem = CleanText.Check(text, "title.zh", 100);

        Assert.Equal(code, problem?.Code);
        Assert.Equal("title.zh", problem!.Field);
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Half_a_character_may_not_be_stored(int half) =>
        Assert.Equal("unpaired_surrogate", CleanText.Check("a" + (char)half + "b", "x", 100)?.Code);

    [Theory]
    [InlineData("GB/T 17626.2—2018 静电放电抗扰度")]
    [InlineData("𠮷野家 👩‍🔬 عربي")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("=1+1")]
    [InlineData("")]
    public void What_people_write_is_left_alone(string text) => Assert.Null(CleanText.Check(text, "x", 100));

    [Fact]
    public void Lines_are_for_fields_of_several_lines() => Assert.Null(CleanText.Check("a\r\n\tb", "x", 100, multiline: true));

    [Fact]
    public void Length_is_counted_in_characters_and_not_in_halves()
    {
        Assert.Null(CleanText.Check(string.Concat(Enumerable.Repeat("𠮷", 10)), "x", 10));
        Assert.Equal("too_long", CleanText.Check(string.Concat(Enumerable.Repeat("𠮷", 11)), "x", 10)?.Code);
        Assert.Equal("too_long", CleanText.Check(new string('a', 11), "x", 10)?.Code);
    }

    [Theory]
    [InlineData(0xFFFE)]
    [InlineData(0xFDD0)]
    [InlineData(0xD800)]
    public void What_is_no_character_does_not_break_a_comparison(int code) =>
        Assert.Equal("ＧＢ".Normalize(System.Text.NormalizationForm.FormKC) + "\uFFFD", CleanText.Compatible("ＧＢ" + (char)code));

    [Fact]
    public void One_form_is_kept() => Assert.Equal("\u00E9\nb", CleanText.Normalise("  e\u0301\r\nb "));

    [Theory]
    [InlineData("/", true)]
    [InlineData("/search?q=a%2Fb#c", true)]
    [InlineData("/准绳", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("search", false)]
    [InlineData("//evil", false)]
    [InlineData("/\\evil", false)]
    [InlineData("/a\\b", false)]
    [InlineData("/\t/evil", false)]
    [InlineData("/%2F/evil", false)]
    [InlineData("/%5cevil", false)]
    [InlineData("http://evil", false)]
    public void Only_addresses_of_this_site_are_local(string? url, bool local) => Assert.Equal(local, LocalUrl.IsLocal(url));
}
