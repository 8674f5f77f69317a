using Marketplace.Discovery.Search;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Discovery;

public sealed class SearchSentenceTests(SearchMarket market) : IClassFixture<SearchMarket>
{
    [Theory]
    [InlineData("", 14, "14 services.", "共 14 项服务。")]
    [InlineData("class=TC", 1, "1 service in Testing and calibration.", "共 1 项服务：属于检测与校准。")]
    [InlineData("q=EMC&daysMax=10", 0, "No services matching “EMC”, in at most 10 working days.", "没有符合的服务：与“EMC”相关；周期不超过 10 个工作日。")]
    [InlineData("standard=iso-iec-17025-2017&equivalents=true&method=GB%2FT+17626.2&region=CN-GD&region=abroad", 1200,
        "1,200 services with active evidence of ISO/IEC 17025:2017 (or an identical adoption, IDT), whose active scope covers GB/T 17626.2 (or an identical adoption, IDT), from a site in Guangdong or abroad.",
        "共 1,200 项服务：持有 ISO/IEC 17025:2017（接受等同采用，IDT） 的现行有效证据；现行能力范围覆盖 GB/T 17626.2（接受等同采用，IDT）；机构位于广东或境外。")]
    [InlineData("priceMin=100000&priceMax=250050&verdict=met&mark=CNAS", 3,
        "3 services with the mark CNAS, with the verdict Conforms, priced from CNY 1,000 to CNY 2,500.50.",
        "共 3 项服务：证书带 CNAS 标志；符合性判定为符合；价格在 CNY 1,000 至 CNY 2,500.50 之间。")]
    [InlineData("f.delivery_mode=remote&currency=JPY&priceMax=5000", 2, "2 services Delivery mode: Remote, priced at JPY 5,000 or less.", "共 2 项服务：服务方式为远程；价格不高于 JPY 5,000。")]
    public void A_search_is_said_back_in_both_languages(string query, long total, string english, string chinese)
    {
        var sentence = new SearchSentence(market.Vocabulary);
        var request = market.Read(query).Value;
        Assert.Equal(english, sentence.Of(request, total, Language.En));
        Assert.Equal(chinese, sentence.Of(request, total, Language.Zh));
    }
}
