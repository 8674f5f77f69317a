using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Marketplace.Payments.Ledger;
using Marketplace.Rigs;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Web;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Marketplace.Disputes.SomeDispute;

namespace Marketplace.Payments;

/// <summary>A site that is connected to the fake of Stripe over HTTP, with one firm and its listing; both clocks are moved together.</summary>
public sealed class StripeMarket : IAsyncLifetime
{
    private const string Secret = "whsec_fake";
    private readonly HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private FakeStripeServer server = null!;
    private bool connected;

    public SmallMarket Market { get; private set; } = null!;
    public FakeStripeClient Fake { get; private set; } = null!;
    public HttpClient Buyer { get; private set; } = null!;
    public HttpClient Editor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeStripeServer.Start(Post);
        Fake = new FakeStripeClient(server.Address);
        await Fake.TellAgainAfter(1);
        // What Stripe keeps of each payment is the platform's cost, for which it has money of its own there.
        await Fake.TopUp(1_000_000, "cny");
        Market = new SmallMarket
        {
            Site = new Site
            {
                Settings =
                {
                    ["Engines:Payments"] = "stripe", ["Payments:Stripe:SecretKey"] = "sk_test_fake", ["Payments:Stripe:WebhookSecrets"] = Secret,
                    ["Payments:Stripe:ApiBase"] = server.Address.ToString(),
                },
            },
        };
        await Market.InitializeAsync();
        (Buyer, Editor) = (await Market.Site.Acting("buyer"), await Market.Site.Acting($"editor-{Market.Provider}"));
    }

    public async ValueTask DisposeAsync()
    {
        // First whoever tells, then who is told.
        if (server is not null) await server.DisposeAsync();
        Fake?.Dispose();
        browser.Dispose();
        if (Market is not null) await Market.DisposeAsync();
    }

    /// <summary>The provider opens its account, as its administrator's browser does; once.</summary>
    public async Task Connect()
    {
        if (connected) return;
        connected = true;
        // Before that nothing is taken for it.
        Assert.Equal("payee_cannot_be_paid", (string?)(await Body(await Act(Buyer, await Order(100_000), 1, "fund")))["code"]);
        var page = $"/provider/payouts?provider={Market.Provider}";
        var there = (await Editor.PostForm(page, "payout", ("country", "DE"))).Headers.Location!;
        Assert.Contains("tos_acceptance.date", await Editor.GetStringAsync(page));
        await At(there, "finish", page);
        // By the message: the page itself would ask.
        var payments = Market.Site.Services.GetRequiredService<IPayments>();
        await Until(async () => (await payments.PayoutAccount(Market.Provider))!.Value.CanBePaid, () => "The site was never told that the account can be paid.");
        Assert.DoesNotContain("tos_acceptance.date", await Editor.GetStringAsync(page));
    }

    /// <summary>An order in force by an offer with a milestone for each price, in minor units and without tax.</summary>
    /// <returns>Its address in the API.</returns>
    public async Task<string> Order(params long[] prices)
    {
        static string Day(int days) => TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var asked = await Body(await Buyer.PostAsJsonAsync("/api/v1/offers", new JsonObject { ["listing"] = Market.Published, ["scope"] = "Thirty samples" }));
        var offer = $"/api/v1/offers/{(string)asked["id"]!}";
        await Done(Editor, $"{offer}/versions", 1, new JsonObject
        {
            ["currency"] = "CNY", ["vatBasisPoints"] = 0, ["validUntil"] = Day(60),
            ["milestones"] = new JsonArray([.. prices.Select((price, i) => new JsonObject
            {
                ["title"] = $"Part {i + 1}", ["net"] = price, ["due"] = Day(90), ["deliverables"] = new JsonArray("Report"), ["acceptanceTest"] = "All samples are in it", ["reviewDays"] = 7,
            })]),
        });
        return $"/api/v1/orders/{(string)(await Done(Buyer, $"{offer}/accept", 2, new JsonObject { ["version"] = 1, ["invoiceTitle"] = "Jingwei" }))["id"]!}";
    }

    public async Task<HttpResponseMessage> Act(HttpClient who, string order, int milestone, string verb, JsonObject? body = null) =>
        await Send(who, $"{order}/milestones/{milestone}/{verb}", (long)(await Get(Buyer, order))["version"]!, body);

    /// <summary>Begins to pay.</summary>
    /// <returns>Where the payer is led.</returns>
    public async Task<Uri> Asked(string order, int milestone)
    {
        Assert.Equal(200, (int)(await Act(Buyer, order, milestone, "fund")).StatusCode);
        // Browsers hold what follows a form to this: without it nobody would come to the payment page.
        var policy = (await Buyer.GetAsync(order["/api/v1".Length..])).Headers.GetValues("Content-Security-Policy").Single();
        Assert.EndsWith($"form-action 'self' {server.Address.GetLeftPart(UriPartial.Authority)}", policy, StringComparison.Ordinal);
        return (await Buyer.GetAsync($"{order["/api/v1".Length..]}/milestones/{milestone}/pay")).Headers.Location!;
    }

    public async Task Paid(string order, int milestone)
    {
        await At(await Asked(order, milestone), "pay", order["/api/v1".Length..]);
        await State(order, milestone, "funded");
    }

    public async Task Delivered(string order, int milestone)
    {
        Assert.Equal(200, (int)(await Act(Editor, order, milestone, "files", new JsonObject { ["name"] = "report.pdf", ["content"] = Convert.ToBase64String(SampleFiles.Pdf()) })).StatusCode);
        Assert.Equal(200, (int)(await Act(Editor, order, milestone, "deliver")).StatusCode);
    }

    /// <summary>Delivered, accepted, and paid out when its day is over.</summary>
    public async Task Released(string order, int milestone)
    {
        await Delivered(order, milestone);
        Assert.Equal(200, (int)(await Act(Buyer, order, milestone, "accept")).StatusCode);
        await Move(TimeSpan.FromDays(1.1));
        await State(order, milestone, "released");
    }

    public async Task State(string order, int milestone, string state)
    {
        JsonObject? seen = null;
        await Until(async () => (string?)(seen = await Get(Buyer, order))["milestones"]![milestone - 1]!["state"] == state, () => $"It never became {state}: {seen}");
    }

    /// <summary>Both clocks go on by so much.</summary>
    public async Task Move(TimeSpan by)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds((await Fake.State()).Now) + by;
        (await Market.Operator.PostAsJsonAsync("/dev/clock", new { now })).EnsureSuccessStatusCode();
        await Fake.Set(now);
    }

    /// <summary>The books have what the provider has, but for the platform's own money there.</summary>
    public async Task BooksAgree()
    {
        var ledger = Market.Site.Services.GetRequiredService<ILedger>();
        (long, long) seen = default;
        await Until(async () =>
        {
            var there = await Fake.State();
            seen = ((await ledger.Balance(Accounts.Provider, "CNY"))!.Value.Posted, there.Balance["cny"] - there.OwnMoney["cny"]);
            return seen.Item1 == seen.Item2;
        }, () => $"The books have {seen.Item1}, the provider {seen.Item2}.");
    }

    public async Task Until(Func<Task<bool>> holds, Func<string>? otherwise = null)
    {
        for (var i = 0; i < 300; i++, await Task.Delay(50)) if (await holds()) return;
        Assert.Fail(otherwise?.Invoke() ?? "It never came true.");
    }

    /// <summary>Somebody at a page of the provider of payments, which leads back.</summary>
    private async Task At(Uri page, string choice, string back) =>
        Assert.Equal(back, (await browser.PostAsync(page, new FormUrlEncodedContent([new("do", choice)]))).Headers.Location!.PathAndQuery);

    private async Task<int?> Post(string body, string signature)
    {
        if (Market is null) return null;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Stripe-Signature", signature);
        return (int)(await Market.Site.Visitor().SendAsync(request)).StatusCode;
    }
}
