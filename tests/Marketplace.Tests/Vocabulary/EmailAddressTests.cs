using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Tests.Vocabulary;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("li.na@example.com", "li.na@example.com")]
    [InlineData("  Li+tag@Example.COM ", "Li+tag@example.com")]
    [InlineData("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk")]
    [InlineData("wang@例子.公司", "wang@xn--fsqu00a.xn--55qx5d")]
    public void An_address_is_kept_as_mail_servers_write_it(string given, string kept) => Assert.Equal(kept, EmailAddress.Read(given, "email").Value);

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("li")]
    [InlineData("@example.com")]
    [InlineData("li@")]
    [InlineData("li@localhost")]
    [InlineData("li@example..com")]
    [InlineData("li@-example.com")]
    [InlineData("li na@example.com")]
    [InlineData("li@example.com\r\nBcc: x@example.com")]
    [InlineData("Li <li@example.com>")]
    [InlineData("li@example.com,na@example.com")]
    [InlineData("\"li\"@example.com")]
    [InlineData("li@[127.0.0.1]")]
    [InlineData("李@example.com")]
    [InlineData("li@exam\u202Eple.com")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234567890@example.com")]
    public void What_is_none_is_refused_at_its_field(string? given)
    {
        var refusal = EmailAddress.Read(given, "email").Refusal;

        Assert.Equal("email", refusal!.First.Field);
    }

    [Fact]
    public void Case_does_not_make_another_mailbox()
    {
        Assert.True(EmailAddress.Same("Li.Na@example.com", "li.na@EXAMPLE.com"));
        Assert.False(EmailAddress.Same("lina@example.com", "li.na@example.com"));
    }
}
