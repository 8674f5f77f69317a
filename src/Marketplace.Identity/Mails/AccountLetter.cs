using System.Globalization;
using System.Net;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using Marketplace.Identity.Server.Accounts;
using Marketplace.Notices;
using Marketplace.Vocabulary;

namespace Marketplace.Identity.Server.Mails;

/// <summary>Writes a mail to an account: in its language, as text and as HTML, with one link.</summary>
internal sealed class AccountLetter : IPreviewMails
{
    private const string SampleAddress = "reader@example.com";

    /// <summary>Each that there is.</summary>
    public static readonly IReadOnlyList<string> All = ["confirm", "reset", "already", "password", "passkey", "second", "address_old", "address_new", "address_done", "erased"];

    private static readonly ResourceManager words = new(typeof(Words));

    /// <param name="what">One of <see cref="All"/>.</param>
    /// <param name="about">What stands for <c>{0}</c> in the text.</param>
    /// <param name="host">The site's, for the Message-ID.</param>
    public static Mail Of(string what, Account account, string link, string to, string? about, string host)
    {
        var culture = CultureInfo.GetCultureInfo(account.Language == "zh" ? "zh-CN" : "en");
        string Word(string key) => words.GetString($"mail.{key}", culture) ?? throw new InvalidOperationException($"There is no word mail.{key}.");
        var (greeting, text, button, ending) = (string.Format(culture, Word("greeting"), account.Name), string.Format(culture, Word($"{what}.text"), about), Word($"{what}.link"), Word("ending"));
        var plain = $"{greeting}\n\n{text}\n\n{button}:\n{link}\n\n{ending}\n";
        var html = $"""
            <!DOCTYPE html><html lang="{(account.Language == "zh" ? "zh-Hans" : "en")}"><meta charset="utf-8"><title>{Html(Word($"{what}.subject"))}</title>
            <body><p>{Html(greeting)}</p><p>{Html(text)}</p><p><a href="{Html(link)}">{Html(button)}</a></p><p>{Html(ending)}</p></body></html>
            """;
        return new Mail(MessageId(what, link + to + account.SecurityStamp, host), to, Word($"{what}.subject"), plain, html);
    }

    public IEnumerable<MailSample> Samples(Language language)
    {
        var reader = new Account { Name = new Bilingual("李伟", "Li Wei").In(language), Email = SampleAddress, Language = language.Code() };
        return All.Select(what => new MailSample($"account {what}", Of(what, reader, "https://market.example/account/sample", SampleAddress, "new-address@example.com", "market.example")));
    }

    private static string MessageId(string what, string about, string host) =>
        $"account-{what}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16))}@{host}";

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}
