using System.Net.Mail;
using System.Text.RegularExpressions;
using Marketplace.Vocabulary;

namespace Marketplace.Providers;

/// <summary>Checks what a provider says of itself, and gives it back as it is kept.</summary>
internal sealed partial class ProfileCheck(FieldCheck fields)
{
    public const int MostSites = 50;
    public const int MostLanguages = 30;

    public Bilingual Name(Bilingual? name, string field)
    {
        var before = fields.Problems.Count;
        var kept = Both(name, field, 200, multiline: false);
        if (kept is null && fields.Problems.Count == before)
            fields.Add("required", field, "请填写中文或英文名称。", "A name in Chinese or English is required.");
        return kept ?? new Bilingual(null, null);
    }

    public Bilingual? About(Bilingual? about) => Both(about, "about", 2000, multiline: true);

    public SizeBand Size(SizeBand? size)
    {
        if (size is null) fields.Add("required", "size", "请选择规模。", "The size band is required.");
        return size ?? default;
    }

    public IReadOnlyList<Site> Sites(IReadOnlyList<SiteInput> sites, IReadOnlyList<Site> standing)
    {
        if (sites.Count == 0) fields.Add("required", "sites", "请至少填写一处场所。", "At least one site is required.");
        if (sites.Count > MostSites)
        {
            fields.Add("too_many", "sites", $"最多 {MostSites} 处场所。", $"At most {MostSites} sites.");
            return [];
        }

        var taken = standing.Select(site => site.Id).Concat(sites.Select(site => site.Id)).OfType<string>().ToHashSet();
        var kept = sites.Select((site, i) => Site(site, $"sites[{i}]", taken)).ToList();
        if (kept.DistinctBy(site => site.Id).Count() < kept.Count) fields.Add("repeated", "sites", "两处场所的标识相同。", "Two sites have the same id.");
        return kept;
    }

    public Contact Contact(Contact? contact)
    {
        var before = fields.Problems.Count;
        var kept = new Contact(
            fields.Text(contact?.Person, "contact.person", 100), Mail(contact?.Mail),
            Phone(contact?.Phone), Web(contact?.Web));
        if (kept is { Mail: null, Phone: null } && fields.Problems.Count == before)
            fields.Add("required", "contact.mail", "请至少填写邮箱或电话之一。", "Give at least a mail address or a telephone number.");
        return kept;
    }

    public IReadOnlyList<string> Languages(IReadOnlyList<string> languages)
    {
        if (languages.Count > MostLanguages)
        {
            fields.Add("too_many", "languages", $"最多 {MostLanguages} 种语言。", $"At most {MostLanguages} languages.");
            return [];
        }

        var before = fields.Problems.Count;
        var kept = languages.Select((tag, i) => Language(tag, $"languages[{i}]")).OfType<string>().ToList();
        // Counted as kept: a blank tag is no language.
        if (kept.Count == 0 && fields.Problems.Count == before)
            fields.Add("required", "languages", "请至少选择一种服务语言。", "At least one language is required.");
        return [.. kept.Distinct()];
    }

    private Site Site(SiteInput input, string path, HashSet<string> taken)
    {
        var id = input.Id;
        if (string.IsNullOrWhiteSpace(id)) id = Enumerable.Range(1, int.MaxValue - 1).Select(n => $"s{n}").First(taken.Add);
        else if (!SiteId().IsMatch(id)) fields.Add("malformed", $"{path}.id", "场所标识只能用小写字母、数字和连字符。", "A site's id is made of lower-case letters, digits and hyphens.");

        var region = fields.Required(input.Region, $"{path}.region", 10);
        var place = Regions.Place(region);
        if (region.Length > 0 && place is null)
            fields.Add("unknown_value", $"{path}.region", "没有这个地区代码（ISO 3166）。", "There is no such region (ISO 3166-2 such as CN-GD, or a country code).");
        return new Site(id, Name(input.Name, $"{path}.name"), place?.Code ?? "", fields.Text(input.Address, $"{path}.address", 300));
    }

    private string? Mail(string? text)
    {
        var mail = fields.Text(text, "contact.mail", 254);
        if (mail is null || (MailAddress.TryCreate(mail, out var address) && address.Address == mail && MailShape().IsMatch(mail))) return mail;
        fields.Add("malformed", "contact.mail", "邮箱地址格式不正确。", "That is not a mail address.");
        return null;
    }

    private string? Phone(string? text)
    {
        var phone = fields.Text(text, "contact.phone", 40);
        if (phone is null || PhoneShape().IsMatch(phone)) return phone;
        fields.Add("malformed", "contact.phone", "电话号码格式不正确。", "That is not a telephone number.");
        return null;
    }

    private string? Web(string? text)
    {
        var web = fields.Text(text, "contact.web", 300);
        if (web is null || (Uri.TryCreate(web, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" && uri.UserInfo.Length == 0 && uri.Host.Length > 0)) return web;
        fields.Add("malformed", "contact.web", "网址须以 https:// 或 http:// 开头。", "A web address begins with https:// or http://.");
        return null;
    }

    private string? Language(string text, string field)
    {
        var tag = fields.Text(text, field, 35);
        if (tag is null || LanguageTags.Canonical(tag) is { } canonical && (tag = canonical) is not null) return tag;
        fields.Add("unknown_value", field, "不是语言标签（BCP 47，如 zh、en、zh-Hant）。", "That is not a language tag (BCP 47, such as zh, en, zh-Hant).");
        return null;
    }

    private Bilingual? Both(Bilingual? text, string field, int max, bool multiline)
    {
        var zh = fields.Text(text?.Zh, $"{field}.zh", max, multiline);
        var en = fields.Text(text?.En, $"{field}.en", max, multiline);
        return zh is null && en is null ? null : new Bilingual(zh, en);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex SiteId();

    [GeneratedRegex(@"^[^\s@<>""]+@[^\s@<>""]+\.[^\s@<>"".]+$")]
    private static partial Regex MailShape();

    [GeneratedRegex(@"^\+?[0-9][0-9 ()\-/.]{3,28}[0-9)](\s?(ext\.?|x|转)\s?[0-9]{1,6})?$", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneShape();
}
