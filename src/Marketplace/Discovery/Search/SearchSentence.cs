using System.Globalization;
using System.Text;
using Marketplace.Vocabulary;

namespace Marketplace.Discovery.Search;

/// <summary>Says a search back in one sentence, so that a reader sees what was understood.</summary>
internal sealed class SearchSentence(SearchVocabulary vocabulary)
{
    private static readonly Dictionary<string, Bilingual> phrases = new(StringComparer.Ordinal)
    {
        ["class"] = new("属于{0}", "in {0}"),
        ["standard"] = new("持有 {0} 的现行有效证据", "with active evidence of {0}"),
        ["permit"] = new("持有现行有效的 {0}", "holding an active {0}"),
        ["evidence"] = new("证据种类为{0}", "evidenced by {0}"),
        ["method"] = new("现行能力范围覆盖 {0}", "whose active scope covers {0}"),
        ["mark"] = new("证书带 {0} 标志", "with the mark {0}"),
        ["accreditor"] = new("证书由 {0} 颁发", "with a certificate issued by {0}"),
        ["region"] = new("机构位于{0}", "from a site in {0}"),
        ["serves"] = new("服务{0}", "serving {0}"),
        ["providerSize"] = new("机构规模为{0}", "by a provider of size {0}"),
        ["language"] = new("服务语言为{0}", "working in {0}"),
        ["verdict"] = new("符合性判定为{0}", "with the verdict {0}"),
        ["basis"] = new("判定依据为{0}", "on the basis {0}"),
        ["days"] = new("周期{0}", "taking {0}"),
        ["price"] = new("价格{0}", "priced {0}"),
    };

    public string Of(SearchRequest request, long total, Language language)
    {
        var zh = language == Language.Zh;
        var parts = new List<string>();
        if (request.Text.Length > 0) parts.Add(zh ? $"与“{request.Text}”相关" : $"matching “{request.Text}”");
        foreach (var filter in request.Filters) parts.Add(Phrase(filter, request.Equivalents, language));
        if (PriceRange(request, zh) is { } range) parts.Add(range);
        if (request.DaysMax is { } days) parts.Add(zh ? $"周期不超过 {days} 个工作日" : $"in at most {Count(days, "working day")}");

        var text = new StringBuilder(zh ? total == 0 ? "没有符合的服务" : $"共 {Digits(total)} 项服务" : total == 0 ? "No services" : Count(total, "service"));
        if (parts.Count > 0) text.Append(zh ? "：" : " ").AppendJoin(zh ? "；" : ", ", parts);
        return text.Append(zh ? '。' : '.').ToString();
    }

    private string Phrase(SearchFilter filter, bool equivalents, Language language)
    {
        var zh = language == Language.Zh;
        var joint = filter.Name == "method" ? (zh ? "和" : " and ") : zh ? "或" : " or ";
        var values = string.Join(joint, filter.Values.Select(value =>
            (filter.Name == "region" && value == SearchVocabulary.Abroad ? Fixed.AbroadInSentence : vocabulary.LabelOf(filter.Name, value)).In(language)));
        if (filter.Name is "standard" or "method" && equivalents)
            values += zh ? "（接受等同采用，IDT）" : " (or an identical adoption, IDT)";
        if (phrases.TryGetValue(filter.Name, out var phrase)) return string.Format(CultureInfo.InvariantCulture, phrase.In(language), values);
        var question = vocabulary.NameOf(filter.Name).In(language);
        return zh ? $"{question}为{values}" : $"{question}: {values}";
    }

    private static string? PriceRange(SearchRequest request, bool zh)
    {
        if (request.PriceMin is null && request.PriceMax is null) return null;
        var currency = request.Currency ?? "CNY";
        var min = request.PriceMin is { } low ? Amounts.Text(low, currency) : null;
        var max = request.PriceMax is { } high ? Amounts.Text(high, currency) : null;
        return (min, max) switch
        {
            ({ }, { }) => zh ? $"价格在 {min} 至 {max} 之间" : $"priced from {min} to {max}",
            ({ }, null) => zh ? $"价格不低于 {min}" : $"priced at {min} or more",
            _ => zh ? $"价格不高于 {max}" : $"priced at {max} or less",
        };
    }

    private static string Count(long n, string noun) => n == 1 ? $"1 {noun}" : $"{Digits(n)} {noun}s";

    private static string Digits(long n) => n.ToString("#,0", CultureInfo.InvariantCulture);
}
