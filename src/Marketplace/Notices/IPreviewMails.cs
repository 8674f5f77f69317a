using Marketplace.Vocabulary;

namespace Marketplace.Notices;

/// <summary>A mail as the site would send it, of made-up things.</summary>
public sealed record MailSample(string Name, Mail Mail);

/// <summary>Whoever writes mails shows each of them, for Development to look at.</summary>
public interface IPreviewMails
{
    IEnumerable<MailSample> Samples(Language language);
}
