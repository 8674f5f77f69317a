using System.Text.RegularExpressions;
using Marketplace.Vocabulary;
using MimeKit;
using MimeKit.Text;

namespace Marketplace.Adapters.Mail;

/// <summary>Writes a mail as it travels. Whatever could end a header and begin another is refused here, whoever sends.</summary>
internal static partial class MimeMail
{
    private const int LongestSubject = 200;

    public static MimeMessage Of(Notices.Mail mail, MailboxAddress from, DateTimeOffset at)
    {
        if (!MessageId().IsMatch(mail.MessageId)) throw new ArgumentException("A Message-ID is local@domain of letters, digits, dots, hyphens and underscores.", nameof(mail));
        if (!EmailAddress.Read(mail.To, "to").Is(out var to, out var wrong) || to != mail.To) throw new ArgumentException($"The address of a mail does not hold: {wrong?.First.Message.En}", nameof(mail));
        if (mail.Subject.Length == 0 || CleanText.Check(mail.Subject, "subject", LongestSubject) is not null) throw new ArgumentException("The subject of a mail is one line of text.", nameof(mail));

        var message = new MimeMessage { MessageId = mail.MessageId, Subject = mail.Subject, Date = at };
        message.From.Add(from);
        message.To.Add(new MailboxAddress("", to));
        // No answering machine answers what no person wrote (RFC 3834).
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new MultipartAlternative { Part(TextFormat.Plain, mail.Text), Part(TextFormat.Html, mail.Html) };
        return message;
    }

    private static TextPart Part(TextFormat format, string text) => new(format) { Text = text, ContentTransferEncoding = ContentEncoding.Base64 };

    // Also the name of a file, so nothing that a file system would take for a path.
    [GeneratedRegex(@"\A[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}@[A-Za-z0-9][A-Za-z0-9.-]{0,99}\z")]
    private static partial Regex MessageId();
}
