using Marketplace.Identity.Server.Accounts;
using Marketplace.Identity.Server.Passwords;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xunit;

namespace Marketplace.Web.SignIn;

/// <summary>What is a password, and that all of it counts.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("Plumbline-2026-11-29", "common")]
    [InlineData("marketplace marketplace!", "common")]
    [InlineData("准绳准绳准绳准绳准绳准绳准绳准绳", "common")]
    [InlineData("Ｐｌｕｍｂｌｉｎｅ2026admin!!", "common")]
    [InlineData("plumbline over the harbour wall", null)]
    [InlineData("a market place of many voices", null)]
    public void A_word_of_this_site_with_little_besides_is_none(string password, string? refusal) =>
        Assert.Equal(refusal, PasswordRules.Check(password, "password", hasSecondFactor: false, "li@example.com")?.Code);

    [Theory]
    [InlineData("Correct horse battery staple")]
    [InlineData("correct horse battery staple ")]
    [InlineData(" correct horse battery staple")]
    [InlineData("correct  horse battery staple")]
    [InlineData("correct horse battery stapl")]
    [InlineData("correct horse battery staplé")]
    public void Another_case_a_blank_more_or_a_character_less_is_another_password(string other)
    {
        var hasher = new StrongHasher(Options.Create(new PasswordHasherOptions()));
        var hash = hasher.HashPassword(new Account(), Someone.Password);

        Assert.Equal(PasswordVerificationResult.Success, hasher.VerifyHashedPassword(new Account(), hash, Someone.Password));
        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(new Account(), hash, other));
    }

    [Fact]
    public void Of_a_long_one_the_last_character_counts()
    {
        var hasher = new StrongHasher(Options.Create(new PasswordHasherOptions()));
        var word = new string('x', PasswordRules.Longest - 1);
        var hash = hasher.HashPassword(new Account(), word + "a");

        Assert.Equal(PasswordVerificationResult.Failed, hasher.VerifyHashedPassword(new Account(), hash, word + "b"));
    }
}
