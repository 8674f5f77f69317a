using System.Net;
using Marketplace.Vocabulary;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Payments;

/// <summary>The page of the simulated provider, as a payer's browser sees it.</summary>
public sealed class TestPaymentPageTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("en", "This is a test: no money moves", "CNY")]
    [InlineData("zh", "此为测试：不会发生任何真实付款", "¥")]
    public async Task It_says_that_no_money_moves_and_lets_a_visitor_choose_what_happens(string language, string marked, string mark)
    {
        var page = await Session($"ord_page{language}/1") + "?back=%2Forders%2Ford_1";
        var payer = site.Visitor(language);
        var shown = await payer.GetStringAsync(page);
        Assert.Contains(marked, shown);
        Assert.Contains(mark, shown);
        Assert.Contains("1,234.56", shown);
        Assert.Contains("href=\"/orders/ord_1\"", shown);
        Assert.DoesNotMatch(">(test|choice|state)\\.[A-Za-z.]+<", shown);
        foreach (var choice in Enum.GetNames<TestChoice>()) Assert.Contains($"value=\"{choice}\"", shown);

        var paid = await payer.PostForm(page, "choose", ("choice", nameof(TestChoice.Pay)));
        Assert.Equal((HttpStatusCode.Redirect, page), (paid.StatusCode, paid.LeadsTo()));
        Assert.DoesNotContain("name=\"choice\"", await payer.GetStringAsync(page));
        var session = (await Gateway.Read(GatewayKind.Session, page.Split('/', '?')[2], default))!;
        Assert.Equal((GatewayState.Succeeded, 3_580L), (session.State, session.Fee));
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    public async Task It_leads_back_to_this_site_only(string back)
    {
        var shown = await site.Visitor().GetStringAsync($"{await Session($"ord_back{back.Length}/1")}?back={Uri.EscapeDataString(back)}");
        Assert.DoesNotContain("Back to the order", shown);
    }

    [Fact]
    public async Task A_session_that_never_was_is_absent() =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.Visitor().GetAsync("/test-payment/cs_ord_never.1_1")).StatusCode);

    private IPaymentGateway Gateway => site.Services.GetRequiredService<IPaymentGateway>();

    private async Task<string> Session(string reference)
    {
        var key = $"mk1:{reference}:fund:1";
        var request = Gateway.Write(new GatewayOrder(GatewayOperation.Collect, key, reference, new Money(123_456, "CNY")));
        return Assert.IsType<GatewayAnswer.Done>(await Gateway.Send(request, key, default)).Object.Page!;
    }
}
