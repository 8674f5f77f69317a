using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Marketplace.Identity;
using Marketplace.Identity.SignIn;
using Marketplace.Inbox.Tell;
using Marketplace.Notices;
using Marketplace.Vocabulary;

namespace Marketplace.Inbox.Letters;

/// <summary>The mail of a notice, in the reader's language, with the way to have no more of its kind.</summary>
internal sealed class NoticeLetter(SiteLinks links, HtmlEncoder encoder, MarketClock clock) : IPreviewMails
{
    private const int LongestSubject = 120;

    public Mail Of(Notice notice, NoticeWords said, string email, string name, Language language)
    {
        string Word(string key) => NoticeText.Word(key, language);
        var (greeting, look, ending) = (string.Format(System.Globalization.CultureInfo.InvariantCulture, Word("mail.greeting"), name), Word("mail.look"), Word("mail.ending"));
        var (there, settings) = (links.To(said.Path).ToString(), links.To("/notices/settings").ToString());
        var text = $"{greeting}\n\n{said.Text}\n\n{look}\n{there}\n\n{ending}\n{settings}\n";
        var html = $"""
            <!DOCTYPE html><html lang="{(language == Language.Zh ? "zh-Hans" : "en")}"><meta charset="utf-8"><title>{encoder.Encode(said.Title)}</title>
            <body><p>{encoder.Encode(greeting)}</p><p>{encoder.Encode(said.Text)}</p><p><a href="{encoder.Encode(there)}">{encoder.Encode(look)}</a></p><p>{encoder.Encode(ending)} <a href="{encoder.Encode(settings)}">{encoder.Encode(Word("settings.title"))}</a></p></body></html>
            """;
        return new Mail(MessageId(notice), email, Short(said.Title), text, html);
    }

    public IEnumerable<MailSample> Samples(Language language) => Enum.GetValues<NoticeKind>().Select(kind =>
    {
        var notice = new Notice(Notice.IdOf("per_sample", clock.Now, $"{kind}"), "per_sample", kind, clock.Now) { Roles = [Role.Buyer, Role.Finance], Day = clock.Today.AddDays(30), What = WhomOfDeals.Sample(kind), Milestone = 1 };
        var said = NoticeText.Of(notice, language, new Bilingual("示例采购有限公司", "Example Buyers Ltd").In(language), "CNAS L00001-DEMO", new Bilingual("李伟", "Li Wei").In(language), new Bilingual("大米中铅的检测", "Lead in rice").In(language));
        return new MailSample($"notice {kind}", Of(notice, said, "reader@example.com", new Bilingual("王敏", "Wang Min").In(language), language));
    });

    /// <summary>The same for the same notice, so that a mail sent again is known for a repeat.</summary>
    private static string MessageId(Notice notice) => $"notice-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notice.Id)).AsSpan(0, 16))}@plumbline";

    /// <summary>One line that every header takes, whatever an organisation is called.</summary>
    private static string Short(string title) => title.Length <= LongestSubject ? title : string.Concat(title.EnumerateRunes().Take(LongestSubject - 10)) + "…";
}
