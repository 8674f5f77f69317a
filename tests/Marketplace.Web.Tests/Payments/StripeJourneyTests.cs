using System.Text.Json.Nodes;
using Marketplace.Disputes;
using Marketplace.Payments.Books;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Marketplace.Payments;

/// <summary>Deals from connecting the payout account to the payout, with the site and the fake of Stripe talking HTTP to each other.</summary>
public sealed class StripeJourneyTests(StripeMarket market) : IClassFixture<StripeMarket>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await market.Connect();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_provider_connects_two_milestones_are_paid_and_one_is_paid_out_the_other_given_back()
    {
        var order = await market.Order(100_000, 50_000);
        await market.Paid(order, 1);
        await market.BooksAgree();
        await market.Released(order, 1);
        var paidOut = await One(order, "transfer");
        Assert.Equal((94_700, $"mk1:{Id(order)}/1:release:1"), (paidOut.Amount, paidOut.Key)); // less 5 % and 6 % of that
        Assert.Equal((await market.Fake.State()).Of("account").Single(it => it.Key is not null).Id, paidOut.Of);

        await market.Paid(order, 2);
        Assert.Equal(200, (int)(await market.Act(market.Editor, order, 2, "refund")).StatusCode);
        await Stand(order, "refund", 1);
        await market.Move(TimeSpan.FromMinutes(1));
        await market.State(order, 2, "refunded");
        Assert.Equal(("succeeded", 50_000), await One(order, "refund") is var it ? (it.Status, it.Amount) : default);
        Assert.Equal("closed", (string?)(await SomeDispute.Get(market.Buyer, order))["state"]);
        await market.BooksAgree();
        await TheSiteFindsNoDifference();
    }

    [Fact]
    public async Task A_milestone_whose_page_is_open_is_called_off_and_the_page_is_closed()
    {
        var order = await market.Order(100_000);
        await market.Asked(order, 1);
        Assert.Equal(200, (int)(await market.Act(market.Buyer, order, 1, "cancel")).StatusCode);
        await market.State(order, 1, "cancelled");
        Assert.Equal("expired", (await One(order, "session")).Status);
        await Stand(order, "charge", 0);
    }

    [Fact]
    public async Task A_dispute_is_decided_and_both_halves_move()
    {
        var order = await market.Order(100_000);
        await market.Paid(order, 1);
        await market.Delivered(order, 1);
        var opened = await SomeDispute.Body(await market.Act(market.Buyer, order, 1, "dispute", SomeDispute.Input()));
        var dispute = $"/api/v1/disputes/{(string)opened["id"]!}";
        await SomeDispute.Done(market.Editor, $"{dispute}/answer", 1, new JsonObject { ["text"] = "All is there." });
        await SomeDispute.Done(await market.Market.Site.Acting("arbiter"), $"{dispute}/decide", 2, new JsonObject { ["release"] = 60_000, ["refund"] = 40_000, ["reasons"] = "A page is missing." });
        await Stand(order, "refund", 1);
        await market.Move(TimeSpan.FromMinutes(1));
        await market.State(order, 1, "settled");
        Assert.Equal((56_820, 40_000), ((await One(order, "transfer")).Amount, (await One(order, "refund")).Amount));
        await market.BooksAgree();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_payers_bank_takes_back_what_was_paid_out_and_decides(bool wins)
    {
        var order = await market.Order(100_000);
        await market.Paid(order, 1);
        await market.Released(order, 1);
        var (charge, lost) = ((await One(order, "charge")).Id, await Balance(Accounts.Losses));
        await market.Fake.ChargeBack(charge, 100_000, wins);
        // What was paid out is fetched back until it is decided.
        await Stand(order, "reversal", 1);
        await market.BooksAgree();
        Assert.Equal(94_700, await Balance(Accounts.Cover(market.Market.Provider)));

        // What the order knows is there to be sent; an operator writes it better, once.
        var (page, asked) = ($"/operator/money/{order.Split('/')[^1]}/1", (await market.Fake.State()).Of("chargeback").Single(it => it.Of == charge).Id);
        Assert.Contains("the buyer accepted the delivery", await market.Market.Operator.GetStringAsync(page));
        Assert.Equal(302, (int)(await market.Market.Operator.PostForm(page, $"AnswerBank-{asked}", ("kind", "AnswerBank"), ("call", asked), ("reasons", "The buyer signed for it."))).StatusCode);
        await market.Until(async () => (await market.Fake.State()).Of("chargeback").Single(it => it.Id == asked).Status == "under_review");
        await market.Until(async () => (await market.Market.Operator.GetStringAsync(page)) is var shown && shown.Contains("The bank has it") && !shown.Contains($"AnswerBank-{asked}"));
        Assert.Contains("has sent it to the bank", await market.Market.Operator.GetStringAsync(order.Replace("/api/v1", "", StringComparison.Ordinal)));

        await market.Fake.Decide(asked);
        await market.Until(async () => await Balance(Accounts.Cover(market.Market.Provider)) == 0);
        if (wins) await Stand(order, "transfer", 2);
        await market.BooksAgree();
        Assert.Equal(0, await Balance(Accounts.Chargeback));
        Assert.Equal(lost + (wins ? 0 : 5_300), await Balance(Accounts.Losses));
        await TheSiteFindsNoDifference();
    }

    [Fact]
    public async Task What_is_never_told_is_found_by_reading_the_list_of_events()
    {
        await market.Fake.Make(new FakeTrouble(Lost: 1));
        var order = await market.Order(100_000);
        var page = await market.Asked(order, 1);
        await market.Fake.Pay(page.Segments[^1]);
        await market.Move(TimeSpan.FromMinutes(11));
        await market.State(order, 1, "funded");
        await market.BooksAgree();
        await market.Fake.Make(new FakeTrouble());
    }

    [Fact]
    public async Task A_payee_of_whom_something_is_wanted_is_paid_once_that_is_said()
    {
        var order = await market.Order(100_000, 50_000);
        await market.Paid(order, 1);
        var account = (await market.Fake.State()).Of("account").Single(it => it.Key is not null).Id;
        await market.Fake.Restrict(account, "company.tax_id");
        await market.Until(async () => (await SomeDispute.Body(await market.Act(market.Buyer, order, 2, "fund"))) is var it && (string?)it["code"] == "payee_cannot_be_paid");
        await market.Delivered(order, 1);
        Assert.Equal(200, (int)(await market.Act(market.Buyer, order, 1, "accept")).StatusCode);
        await market.Move(TimeSpan.FromDays(1.1));
        var payments = market.Market.Site.Services.GetRequiredService<IPayments>();
        await market.Until(async () => (await payments.Call($"mk1:{Id(order)}/1:release:1"))?.Value.Status == CallStatus.Refused);
        await Stand(order, "transfer", 0);
        await market.Fake.Finish(account);
        await market.Move(TimeSpan.FromHours(7));
        await market.State(order, 1, "released");
        Assert.Equal($"mk1:{Id(order)}/1:release:2", (await One(order, "transfer")).Key);
        await market.BooksAgree();
    }

    [Fact]
    public async Task An_account_that_names_the_payee_and_was_not_opened_here_changes_nothing()
    {
        using var somebody = new HttpClient();
        somebody.DefaultRequestHeaders.Authorization = new("Bearer", "sk_test_somebody");
        var ours = (await market.Fake.State()).Of("account").Single(it => it.Key is not null).Id;
        await somebody.PostAsync(new Uri(market.Fake.Address, "/v1/accounts"), new FormUrlEncodedContent([new("country", "DE"), new("metadata[payee]", market.Market.Provider)]));
        await market.Fake.Restrict((await market.Fake.State()).Of("account").Single(it => it.Id != ours).Id, "company.tax_id");
        // What is told afterwards is followed afterwards.
        await market.Paid(await market.Order(100_000), 1);
        var kept = (await market.Market.Site.Services.GetRequiredService<IPayments>().PayoutAccount(market.Market.Provider))!.Value;
        Assert.Equal((ours, true), (kept.Account, kept.CanBePaid));
    }

    private static string Id(string order) => order.Split('/')[^1];

    /// <summary>So many of a kind stand at the fake for the order.</summary>
    private Task Stand(string order, string kind, int count) => market.Until(async () => (await Of(order, kind)).Count == count, () => $"There was never {count} {kind}.");

    private async Task<FakeStanding> One(string order, string kind) => Assert.Single(await Of(order, kind));

    private async Task<List<FakeStanding>> Of(string order, string kind) =>
        [.. (await market.Fake.State()).Of(kind).Where(it => it.Reference!.StartsWith(Id(order), StringComparison.Ordinal))];

    private async Task<long> Balance(string account) =>
        (await market.Market.Site.Services.GetRequiredService<ILedger>().Balance(account, "CNY"))?.Value.Posted ?? 0;

    /// <summary>The daily comparison, which looks at each payment by itself.</summary>
    private async Task TheSiteFindsNoDifference()
    {
        var payments = market.Market.Site.Services.GetRequiredService<IPayments>();
        var before = (await payments.Books())?.Value.Number ?? 0;
        await market.Move(TimeSpan.FromDays(2));
        await market.Until(async () => (await payments.Books())?.Value.Number > before);
        var found = (await payments.Reconciliation(Reconciliation.IdOf((await payments.Books())!.Value.Number)))!.Value;
        // What the platform put there by itself is in no payment.
        Assert.DoesNotContain(found.Differences, it => it.Type != "topup");
        Assert.Null(found.Short);
    }
}
