using System.Globalization;
using Bunit;
using Marketplace.DesignSystem;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Xunit;

namespace Marketplace.Tests.DesignSystem;

/// <summary>Values as readers of the two languages write them.</summary>
public sealed class ReadersFormsTests : BunitContext
{
    public ReadersFormsTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(new MarketClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")));
    }

    [Theory]
    [InlineData("en", 120000, "CNY", "CNY\u00A01,200")]
    [InlineData("en", 120050, "CNY", "CNY\u00A01,200.50")]
    [InlineData("zh-CN", 120000, "CNY", "¥1,200")]
    [InlineData("zh-CN", 120000, "EUR", "EUR\u00A01,200")]
    [InlineData("en", 1200, "JPY", "JPY\u00A01,200")]
    [InlineData("en", 1234567, "KWD", "KWD\u00A01,234.567")]
    [InlineData("en", -50, "EUR", "EUR\u00A0-0.50")]
    public void Money(string culture, long amount, string currency, string text) =>
        Assert.Equal(text, In(culture, () => Numbers.Text(new Money(amount, currency))));

    [Theory]
    [InlineData("en", 100L, 200L, "CNY\u00A01–2")]
    [InlineData("zh-CN", 100L, null, "¥1 起")]
    [InlineData("en", null, 200L, "up to CNY\u00A02")]
    [InlineData("en", 100L, 100L, "CNY\u00A01")]
    public void Ranges(string culture, long? min, long? max, string text) =>
        Assert.Equal(text, In(culture, () => Numbers.Range(min, max, "CNY")));

    [Theory]
    [InlineData("en", "9 Mar 2026")]
    [InlineData("zh-CN", "2026年3月9日")]
    public void Days(string culture, string text)
    {
        var date = In(culture, () => Render<DateText>(p => p.Add(d => d.Day, new DateOnly(2026, 3, 9))));

        Assert.Equal(text, date.Find("time").TextContent);
        Assert.Equal("2026-03-09", date.Find("time").GetAttribute("datetime"));
    }

    [Fact]
    public void An_instant_is_shown_as_the_day_it_is_in_the_market() => Assert.Equal("10 Mar 2026",
        In("en", () => Render<DateText>(p => p.Add(d => d.Instant, new DateTimeOffset(2026, 3, 9, 17, 0, 0, TimeSpan.Zero)))).Find("time").TextContent);

    [Theory]
    [InlineData("en", 1, "There is a problem")]
    [InlineData("en", 0, "There are 0 problems")]
    [InlineData("en", 2000, "There are 2,000 problems")]
    [InlineData("zh-CN", 1, "有 1 处需要修改")]
    public void Plurals_follow_the_language(string culture, long n, string text) => Assert.Equal(text,
        In(culture, () => Services.GetRequiredService<IStringLocalizer<DesignWords>>().Count("errors.title", n).Value));

    [Fact]
    public void A_text_in_the_other_language_says_so()
    {
        var text = In("zh-CN", () => Render<BilingualText>(p => p.Add(b => b.Value, new Bilingual(null, "Calibration"))));

        Assert.Equal("en", text.Find("bdi").GetAttribute("lang"));
        Assert.Null(In("en", () => Render<BilingualText>(p => p.Add(b => b.Value, new Bilingual("校准", "Calibration")))).Find("bdi").GetAttribute("lang"));
    }

    [Fact]
    public void A_status_has_words_beside_its_picture()
    {
        var tag = Render<StatusTag>(p => p.Add(t => t.Tone, Tone.Good).Add(t => t.Icon, IconName.Check).AddChildContent("met"));

        Assert.Equal("met", tag.Find(".tag").TextContent);
        Assert.Equal("true", tag.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void Every_icon_has_a_picture() =>
        Assert.All(Enum.GetValues<IconName>(), icon => Assert.NotEmpty(Render<Icon>(p => p.Add(i => i.Name, icon)).Find("path").GetAttribute("d")!));

    [Fact]
    public void A_pager_shows_only_the_links_there_are()
    {
        var pager = Render<Pager>(p => p.Add(x => x.Next, "/search?cursor=x"));

        Assert.Equal("next", Assert.Single(pager.FindAll("a")).GetAttribute("rel"));
        Assert.Equal("", Render<Pager>().Markup.Trim());
    }

    private static T In<T>(string culture, Func<T> what)
    {
        var (format, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
        try { return what(); }
        finally { (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (format, words); }
    }
}
