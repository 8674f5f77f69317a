using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Marketplace.Rigs.Mail;

/// <summary>What a client of the stub said: who for, over TLS or not, as whom, and the mail as it travelled.</summary>
public sealed record ReceivedMail(string Recipient, bool Encrypted, string? Credentials, string Raw);

/// <summary>A mail server on loopback that keeps what it is given: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA, RSET, NOOP, QUIT.</summary>
public sealed class SmtpStub : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<ReceivedMail> received = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly CancellationTokenSource end = new();
    private readonly X509Certificate2 certificate = SelfSigned();
    private readonly bool offersTls;
    private readonly Task accepting;

    public SmtpStub(bool offersTls = true)
    {
        this.offersTls = offersTls;
        listener.Start();
        accepting = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public string CertificatePem => certificate.ExportCertificatePem();

    public IReadOnlyList<ReceivedMail> Received => [.. received];

    /// <summary>Every command of every client, in order.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>What it answers to RCPT instead of 250, where it is to refuse.</summary>
    public string? RecipientAnswer { get; set; }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Stop();
        await accepting;
        certificate.Dispose();
        end.Dispose();
    }

    private async Task Accept()
    {
        var clients = new List<Task>();
        try
        {
            while (true) clients.Add(Serve(await listener.AcceptTcpClientAsync(end.Token)));
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var _ = client;
        try
        {
            await Converse(client.GetStream());
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // A client that hangs up, or does not like the certificate, is what some tests are about.
        }
    }

    private async Task Converse(Stream stream)
    {
        var (encrypted, credentials, recipient) = (false, (string?)null, "");
        await Say(stream, "220 stub ESMTP");
        while (await Line(stream) is { } line)
        {
            commands.Enqueue(line);
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await Say(stream, encrypted || !offersTls ? "250-stub\r\n250-SMTPUTF8\r\n250 AUTH PLAIN" : "250-stub\r\n250-STARTTLS\r\n250 AUTH PLAIN");
                    break;
                case "STARTTLS":
                    await Say(stream, "220 go ahead");
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, end.Token);
                    (stream, encrypted) = (secure, true);
                    break;
                case "AUTH":
                    credentials = Encoding.UTF8.GetString(Convert.FromBase64String(line.Split(' ')[2])).Replace('\0', '/');
                    await Say(stream, "235 welcome");
                    break;
                case "RCPT":
                    recipient = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                    await Say(stream, RecipientAnswer ?? "250 ok");
                    break;
                case "DATA":
                    await Say(stream, "354 go on");
                    received.Enqueue(new ReceivedMail(recipient, encrypted, credentials, await Data(stream)));
                    await Say(stream, "250 taken");
                    break;
                case "QUIT":
                    await Say(stream, "221 bye");
                    return;
                default:
                    await Say(stream, "250 ok");
                    break;
            }
        }
    }

    private async Task<string> Data(Stream stream)
    {
        var text = new StringBuilder();
        while (await Line(stream) is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return text.ToString();
    }

    private async Task<string?> Line(Stream stream)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one, end.Token) == 1)
        {
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }
        return null;
    }

    private async Task Say(Stream stream, string answer)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"), end.Token);
        await stream.FlushAsync(end.Token);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
