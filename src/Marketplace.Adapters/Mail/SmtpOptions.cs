using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace Marketplace.Adapters.Mail;

/// <summary>
/// The settings <c>Mail:Smtp</c> (<c>smtp://host:587</c>, or <c>smtps://host:465</c> for TLS from the first byte), <c>Mail:Username</c>,
/// <c>Mail:Password</c>, <c>Mail:From</c> and <c>Mail:CaFile</c>.
/// </summary>
internal sealed record SmtpOptions(string Host, int Port, SecureSocketOptions Security, string? Username, string? Password, MailboxAddress From, X509Certificate2Collection? Authorities)
{
    public const string Setting = "Mail:Smtp";
    public const string SenderName = "准绳 Plumbline";
    private const string FromSetting = "Mail:From";

    /// <param name="exposed">Whether others than developers may read along: anywhere but in Development.</param>
    public static SmtpOptions? Read(IConfiguration settings, bool exposed)
    {
        if (settings[Setting] is not { Length: > 0 } given) return null;
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("smtp" or "smtps") || address.Host.Length == 0 || address.PathAndQuery is not ("/" or "") || address.UserInfo.Length > 0)
            throw new SettingException($"{Setting} must be like smtp://mail.example.org:587 (STARTTLS) or smtps://mail.example.org:465; name and password stand in Mail:Username and Mail:Password.");
        var (username, password) = (Text(settings, "Mail:Username"), Text(settings, "Mail:Password"));
        if (username is null != password is null) throw new SettingException("Mail:Username and Mail:Password go together; one of them is missing.");

        var implicitTls = address.Scheme == "smtps";
        var security = implicitTls ? SecureSocketOptions.SslOnConnect : exposed ? SecureSocketOptions.StartTls : SecureSocketOptions.StartTlsWhenAvailable;
        return new SmtpOptions(
            address.Host, address.Port > 0 ? address.Port : implicitTls ? 465 : 587, security, username, password,
            Sender(Text(settings, FromSetting) ?? throw new SettingException($"{FromSetting} is missing: with {Setting}, say which address the mail comes from.")),
            Text(settings, "Mail:CaFile") is { } file ? Load(file) : null);
    }

    public static MailboxAddress Sender(string address) =>
        EmailAddress.Read(address, FromSetting).Is(out var sender, out _)
            ? new MailboxAddress(SenderName, sender)
            : throw new SettingException($"{FromSetting} is not an e-mail address: {address}");

    /// <summary>Without the credentials, for people to read.</summary>
    public override string ToString() => $"{Host}:{Port}, {(Security == SecureSocketOptions.SslOnConnect ? "TLS" : Security == SecureSocketOptions.StartTls ? "STARTTLS" : "STARTTLS where offered")}";

    private static string? Text(IConfiguration settings, string name) => settings[name] is { Length: > 0 } text ? text : null;

    private static X509Certificate2Collection Load(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            return authorities.Count > 0 ? authorities : throw new SettingException($"Mail:CaFile names a file without a certificate in it: {file}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingException($"Mail:CaFile names a file that cannot be read: {file}", unreadable);
        }
    }
}
