using Bunit;
using Marketplace.Orders.Show;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Marketplace.Orders;

/// <summary>What the two sides read of a payment that the buyer's bank asks back.</summary>
public sealed class ChargebackNoticesTests : BunitContext
{
    public ChargebackNoticesTests()
    {
        Services.AddLocalization();
        Services.AddSingleton(new MarketClock(new FakeTimeProvider(SomeOrder.Noon), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(ChargebackState.Inquiry, "asks about the payment for milestone 2", "Nothing was taken yet", "CNY\u00a01,060")]
    [InlineData(ChargebackState.Open, "has taken back the payment for milestone 2", "until it decides", "CNY\u00a0900")]
    [InlineData(ChargebackState.Won, "has given back the payment for milestone 2", "goes on as agreed", "CNY\u00a0900")]
    [InlineData(ChargebackState.Lost, "stays with the buyer's bank", "not refunded here again", "CNY\u00a0900")]
    public void It_says_who_how_much_since_when_and_what_comes_next(ChargebackState state, string title, string next, string amount)
    {
        var shown = Shown(Side.Buyer, state).Find(".notice");
        Assert.Contains(title, shown.QuerySelector(".notice-title")!.TextContent);
        Assert.Contains(next, shown.TextContent);
        Assert.Equal(["the bank of Wang", amount, "28 Nov 2026", "Not received"], shown.QuerySelectorAll("dd").Take(4).Select(it => it.TextContent.Trim()));
    }

    [Fact]
    public void While_it_is_open_each_side_reads_what_it_can_do_and_the_day_until_which()
    {
        Assert.Contains("6 Dec 2026", Shown(Side.Provider, ChargebackState.Open).Markup);
        Assert.Contains("put it on the order before that day", Shown(Side.Provider, ChargebackState.Open).Markup);
        Assert.Contains("tell your bank", Shown(Side.Buyer, ChargebackState.Open).Markup);
        Assert.DoesNotContain("tell your bank", Shown(null, ChargebackState.Open).Markup);
        Assert.DoesNotContain("6 Dec 2026", Shown(Side.Provider, ChargebackState.Lost).Markup);
    }

    [Fact]
    public void A_reason_without_words_is_shown_as_it_came_and_no_chargeback_shows_nothing()
    {
        Assert.Contains("bank_cannot_process", Shown(Side.Buyer, ChargebackState.Open, "bank_cannot_process").Markup);
        Assert.Empty(Shown(Side.Buyer, null).FindAll(".notice"));
    }

    private IRenderedComponent<ChargebackNotices> Shown(Side? side, ChargebackState? state, string reason = "product_not_received")
    {
        var order = SomeOrder.Of();
        var payment = Payment.Of("ord_1/2", "org_1", "prv_1", new Money(106_000, "CNY"), 0, new FeeTerms(1, 500, 600)) with
        {
            Chargebacks = state is { } stands ? [new Chargeback("dp_1", "ch_1", stands, stands == ChargebackState.Inquiry ? 0 : 90_000, 0, 0, reason, SomeOrder.Noon.AddDays(-3), SomeOrder.Noon.AddDays(5))] : [],
        };
        var view = new OrderView(new Document<Order>(order, 1), OrderState.Active, side, Bilingual.Same("Lab"), Bilingual.Same("Wang"), new OrderEvidence("{}", ""), null!, [], false);
        return Render<ChargebackNotices>(p => p.Add(it => it.View, view).Add(it => it.Money, new OrderMoney([(2, payment)], [], [])));
    }
}
