using Marketplace.Identity.SignIn;
using Marketplace.Notices;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Logging;

namespace Marketplace.Inbox.Letters;

/// <summary>
/// Mails every notice whose reader wants mail of its kind, at least once and with the same Message-ID. A mail server that is away holds up mails
/// alone; a mail that it refuses for good is given up.
/// </summary>
internal sealed class MailNotices(INotices notices, IPersonRecords people, NoticeText text, NoticeLetter letter, IMail mail, ILogger<MailNotices> logger) : IHear
{
    public string Consumer => "notice-mail";

    public async Task Hear(IReadOnlyList<LoggedEvent> events, CancellationToken cancel)
    {
        foreach (var notified in events.Select(it => it.Event).OfType<PersonNotified>())
        {
            if (!PersonId.TryParse(notified.Person, null, out var id) || await people.Find(id, cancel) is not { Value: { MayAct: true, Email: { } email } person }) continue;
            if (await notices.Settings(notified.Person, cancel) is { } settings && settings.Value.NoMail.Contains(notified.Kind)) continue;
            if (await notices.Find(notified.Notice, cancel) is not { Value: var notice }) continue;
            var language = person.Language == "zh" ? Language.Zh : Language.En;
            await Send(letter.Of(notice, await text.Of(notice, language, cancel), email, person.Name, language), cancel);
        }
    }

    private async Task Send(Mail written, CancellationToken cancel)
    {
        try
        {
            await mail.Send(written, cancel);
        }
        catch (MailUnsentException refused) when (refused.Lasting)
        {
            logger.LogWarning("The mail of a notice is refused and given up: {Reason}", refused.Message);
        }
    }
}
