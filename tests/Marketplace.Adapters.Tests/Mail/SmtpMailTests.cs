using Marketplace.Adapters.Mail;
using Marketplace.Adapters.Tests.Contracts;
using Marketplace.Notices;
using Marketplace.Rigs.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Adapters.Tests.Mail;

public sealed class SmtpMailTests : MailContract, IAsyncLifetime
{
    private readonly SmtpStub server = new();
    private readonly string authority = Path.GetTempFileName();

    protected override IMail Mail => Smtp(server);

    protected override IReadOnlyList<string> Arrived() => [.. server.Received.Select(it => it.Raw)];

    public async ValueTask InitializeAsync() => await File.WriteAllTextAsync(authority, server.CertificatePem);

    public async ValueTask DisposeAsync()
    {
        File.Delete(authority);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Name_password_and_mail_travel_encrypted_and_to_the_recipient_alone()
    {
        await Mail.Send(Sound, TestContext.Current.CancellationToken);

        var mail = Assert.Single(server.Received);
        Assert.Equal(("li.na@example.com", true, "/market/secret"), (mail.Recipient, mail.Encrypted, mail.Credentials));
        var before = server.Commands.TakeWhile(it => it != "STARTTLS").ToList();
        Assert.Equal("EHLO", Assert.Single(before).Split(' ')[0]);
    }

    [Fact]
    public async Task A_server_that_offers_no_tls_gets_nothing_but_a_greeting()
    {
        await using var plain = new SmtpStub(offersTls: false);
        var mail = Smtp(plain);

        Assert.False((await Assert.ThrowsAsync<MailUnsentException>(() => mail.Send(Sound, TestContext.Current.CancellationToken))).Lasting);
        Assert.DoesNotContain(plain.Commands, it => it.Split(' ')[0] is "AUTH" or "MAIL" or "DATA");
        Assert.True((await mail.Check(TestContext.Current.CancellationToken)) is { Healthy: true, Degraded: true });
    }

    [Fact]
    public async Task In_development_a_server_without_tls_will_do()
    {
        await using var plain = new SmtpStub(offersTls: false);
        await Smtp(plain, exposed: false).Send(Sound, TestContext.Current.CancellationToken);

        Assert.False(Assert.Single(plain.Received).Encrypted);
    }

    [Fact]
    public async Task A_certificate_that_the_named_authority_did_not_sign_is_not_taken()
    {
        await using var other = new SmtpStub();

        await Assert.ThrowsAsync<MailUnsentException>(() => Smtp(other).Send(Sound, TestContext.Current.CancellationToken));
        Assert.DoesNotContain(other.Commands, it => it.Split(' ')[0] is "AUTH" or "MAIL");
    }

    [Theory]
    [InlineData("550 no such person here", true)]
    [InlineData("451 later", false)]
    public async Task A_refusal_says_whether_it_is_for_good(string answer, bool lasting)
    {
        server.RecipientAnswer = answer;

        Assert.Equal(lasting, (await Assert.ThrowsAsync<MailUnsentException>(() => Mail.Send(Sound, TestContext.Current.CancellationToken))).Lasting);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_said_and_then_forgotten_when_mail_goes_again()
    {
        var mail = Smtp(server);
        var gone = new SmtpStub();
        var port = gone.Port;
        await gone.DisposeAsync();

        Assert.False((await Assert.ThrowsAsync<MailUnsentException>(() => Smtp(port).Send(Sound, TestContext.Current.CancellationToken))).Lasting);
        await mail.Send(Sound, TestContext.Current.CancellationToken);
        Assert.False((await mail.Check(TestContext.Current.CancellationToken)).Degraded);
    }

    private SmtpMail Smtp(SmtpStub stub, bool exposed = true) => Smtp(stub.Port, exposed);

    private SmtpMail Smtp(int port, bool exposed = true) => new(
        SmtpOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Mail:Smtp"] = $"smtp://127.0.0.1:{port}", ["Mail:Username"] = "market", ["Mail:Password"] = "secret",
            ["Mail:From"] = "no-reply@example.com", ["Mail:CaFile"] = authority,
        }).Build(), exposed)!, new FakeTimeProvider(Given.Noon));
}
