using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Marketplace.Notices;
using Marketplace.Storage;
using MimeKit;

namespace Marketplace.Adapters.Mail;

/// <summary>Hands mail to a server, one connection a mail. A server that does not offer TLS gets neither mail nor password outside Development.</summary>
internal sealed class SmtpMail(SmtpOptions options, TimeProvider time) : IMail, IEngineHealth
{
    /// <summary>For each answer of the server, not for all of them.</summary>
    private static readonly TimeSpan answerWithin = TimeSpan.FromSeconds(20);
    private volatile string? lastFailure;

    public string Port => "Mail";

    public string Engine => $"SMTP, {options}";

    public async Task Send(Notices.Mail mail, CancellationToken cancel = default)
    {
        using var message = MimeMail.Of(mail, options.From, time.GetUtcNow());
        try
        {
            await Deliver(message, cancel);
            lastFailure = null;
        }
        catch (SmtpCommandException refused) when (refused.ErrorCode is SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted)
        {
            // 5xx is for good, 4xx for now (RFC 5321, 4.2.1); either is about this mail and says nothing of the server.
            throw new MailUnsentException($"The mail server refuses the mail: {(int)refused.StatusCode}", (int)refused.StatusCode >= 500, refused);
        }
        catch (Exception failure) when (failure is IOException or SocketException or ProtocolException or CommandException or AuthenticationException or SslHandshakeException
            or NotSupportedException or TimeoutException or (OperationCanceledException) && !cancel.IsCancellationRequested)
        {
            lastFailure = failure.Message;
            throw new MailUnsentException($"The mail server {options.Host} did not take the mail: {failure.Message}", lasting: false, failure);
        }
    }

    /// <summary>A mail server that is down takes no reader's page away, so this tells of the last mail and never fails the site.</summary>
    public Task<EngineState> Check(CancellationToken cancel = default) => Task.FromResult(
        lastFailure is { } failure ? new EngineState(Healthy: true, $"the last mail could not be sent: {failure}", Degraded: true) : new EngineState(Healthy: true, "nothing went wrong"));

    private async Task Deliver(MimeMessage message, CancellationToken cancel)
    {
        using var client = new SmtpClient { Timeout = (int)answerWithin.TotalMilliseconds };
        if (options.Authorities is not null)
        {
            client.ServerCertificateValidationCallback = IsSignedByOurAuthority;
            // An authority of one's own seldom publishes whom it has revoked.
            client.CheckCertificateRevocation = false;
        }
        await client.ConnectAsync(options.Host, options.Port, options.Security, cancel);
        if (options.Username is not null) await client.AuthenticateAsync(options.Username, options.Password!, cancel);
        await client.SendAsync(message, cancel);
        await Leave(client, cancel);
    }

    /// <summary>The server has the mail; whether it also says goodbye makes no difference, and a mail is not sent twice for that.</summary>
    private static async Task Leave(SmtpClient client, CancellationToken cancel)
    {
        try
        {
            await client.DisconnectAsync(quit: true, cancel);
        }
        catch (Exception failure) when (failure is IOException or ProtocolException or CommandException or OperationCanceledException)
        {
            // Disposing closes the connection.
        }
    }

    private bool IsSignedByOurAuthority(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(options.Authorities!);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var presented = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return own.Build(presented);
    }
}
