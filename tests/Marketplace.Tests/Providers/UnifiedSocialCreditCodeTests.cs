using CsCheck;
using Xunit;

namespace Marketplace.Providers;

public sealed class UnifiedSocialCreditCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly Gen<string> codes =
        from letters in Gen.Int[0, 30].Array[11]
        from digits in Gen.Int[0, 9].Array[6]
        let first = string.Concat(letters[..2].Select(i => Alphabet[i])) + string.Concat(digits) + string.Concat(letters[2..].Select(i => Alphabet[i]))
        select first + UnifiedSocialCreditCode.CheckCharacter(first);

    [Theory]
    [InlineData("91350100M000100Y43")] // the example of GB 32100-2015
    [InlineData("91110000802100433B")]
    public void A_code_with_its_check_character_is_accepted(string code) => Assert.True(UnifiedSocialCreditCode.IsValid(code));

    [Fact]
    public void Any_code_completed_by_its_check_character_is_accepted() => codes.Sample(code => UnifiedSocialCreditCode.IsValid(code));

    [Fact]
    public void A_single_changed_character_is_always_noticed() =>
        Gen.Select(codes, Gen.Int[0, 17], Gen.Int[1, 30]).Sample((code, at, by) =>
        {
            var changed = code.ToCharArray();
            changed[at] = Alphabet[(Alphabet.IndexOf(code[at], StringComparison.Ordinal) + by) % 31];
            return !UnifiedSocialCreditCode.IsValid(new string(changed));
        });

    [Theory]
    [InlineData("")]
    [InlineData("91350100M000100Y4")]
    [InlineData("91350100M000100Y433")]
    [InlineData("91350100I000100Y43")]
    [InlineData("9135010AM000100Y43")]
    [InlineData("９1350100M000100Y43")]
    public void A_code_of_another_form_is_refused(string code) => Assert.False(UnifiedSocialCreditCode.IsValid(code));

    [Fact]
    public void Spaces_and_lower_case_are_forgiven() =>
        Assert.Equal("91350100M000100Y43", UnifiedSocialCreditCode.Normalise(" 9135 0100-m000 100y43 "));
}
