using MailKit.Security;
using Marketplace.Adapters.Mail;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Marketplace.Adapters.Tests.Mail;

public sealed class SmtpOptionsTests
{
    [Theory]
    [InlineData("mail.example.org:587", "a@example.org", null, null, null, "Mail:Smtp must be like")]
    [InlineData("https://mail.example.org", "a@example.org", null, null, null, "Mail:Smtp must be like")]
    [InlineData("smtp://market:secret@mail.example.org", "a@example.org", null, null, null, "Mail:Username and Mail:Password")]
    [InlineData("smtp://mail.example.org", null, null, null, null, "Mail:From is missing")]
    [InlineData("smtp://mail.example.org", "Plumbline <a@example.org>", null, null, null, "Mail:From is not an e-mail address")]
    [InlineData("smtp://mail.example.org", "a@example.org", "market", null, null, "go together")]
    [InlineData("smtp://mail.example.org", "a@example.org", null, "secret", null, "go together")]
    [InlineData("smtp://mail.example.org", "a@example.org", null, null, "/nowhere/ca.pem", "Mail:CaFile")]
    public void A_setting_that_does_not_hold_is_named_in_one_sentence(string smtp, string? from, string? name, string? password, string? authorities, string words)
    {
        var refused = Assert.Throws<SettingException>(() => Read(smtp, from, name, password, authorities));

        Assert.Contains(words, refused.Message);
        Assert.DoesNotContain("secret", refused.Message);
    }

    [Theory]
    [InlineData("smtp://mail.example.org", true, 587, SecureSocketOptions.StartTls)]
    [InlineData("smtp://mail.example.org:2525", true, 2525, SecureSocketOptions.StartTls)]
    [InlineData("smtp://mail.example.org", false, 587, SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("smtps://mail.example.org", true, 465, SecureSocketOptions.SslOnConnect)]
    [InlineData("smtps://mail.example.org", false, 465, SecureSocketOptions.SslOnConnect)]
    public void Outside_development_tls_is_required(string smtp, bool exposed, int port, SecureSocketOptions security)
    {
        var options = Read(smtp, "a@example.org", "market", "secret", null, exposed)!;

        Assert.Equal((port, security), (options.Port, options.Security));
        Assert.DoesNotContain("secret", options.ToString());
    }

    [Fact]
    public void Without_a_server_there_are_no_options() => Assert.Null(Read(null, null, null, null, null));

    private static SmtpOptions? Read(string? smtp, string? from, string? name, string? password, string? authorities, bool exposed = true) =>
        SmtpOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Smtp"] = smtp, ["Mail:From"] = from, ["Mail:Username"] = name, ["Mail:Password"] = password, ["Mail:CaFile"] = authorities,
        }).Build(), exposed);
}
