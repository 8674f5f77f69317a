using System.Collections.Concurrent;
using System.Text;
using Marketplace.Adapters.Stripe;
using Marketplace.Payments;
using Marketplace.Payments.Messages;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Stripe;

/// <summary>The fake behind HTTP, as the adapter, people at its pages and the site's endpoint meet it.</summary>
public sealed class FakeStripeServerTests : IAsyncLifetime
{
    private static readonly Money amount = new(100_000, "CNY");
    private readonly ConcurrentQueue<(string Body, string Signature)> told = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private int refusals;
    private FakeStripeServer server = null!;
    private FakeStripeClient fake = null!;
    private StripeGateway gateway = null!;

    public async ValueTask InitializeAsync()
    {
        server = await FakeStripeServer.Start((body, signature) =>
        {
            if (Interlocked.Decrement(ref refusals) >= 0) return Task.FromResult<int?>(null);
            told.Enqueue((body, signature));
            return Task.FromResult<int?>(200);
        });
        fake = new FakeStripeClient(server.Address);
        gateway = StripeFixtures.Gateway(Options, http, new MarketClock(TimeProvider.System, TimeZoneInfo.Utc));
    }

    public async ValueTask DisposeAsync()
    {
        fake.Dispose();
        http.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_payer_pays_on_its_page_is_led_back_and_the_site_is_told_with_a_signature()
    {
        var session = Assert.IsType<GatewayAnswer.Done>(await gateway.Send(gateway.Write(Collect("1")), "mk1:ord_1/1:fund:1", default)).Object;
        Assert.StartsWith(server.Address.ToString(), session.Page, StringComparison.Ordinal);
        Assert.Contains("Pay 100000 cny", await http.GetStringAsync(session.Page));
        var led = await http.PostAsync(session.Page, new FormUrlEncodedContent([new("do", "pay")]));
        Assert.Equal("https://market.example/orders/ord_1", led.Headers.Location!.ToString());

        Assert.Equal(GatewayState.Succeeded, (await gateway.Read(GatewayKind.Session, session.Id, default))!.State);
        await Until(() => told.Count == 3);
        var messages = new StripeMessages(Options, new MarketClock(TimeProvider.System, TimeZoneInfo.Utc));
        Assert.All(told, it => Assert.IsType<MessageRead.Told>(messages.Read(Encoding.UTF8.GetBytes(it.Body), it.Signature)));
        var state = await fake.State();
        Assert.Equal(("complete", "mk1:ord_1/1:fund:1", "ord_1/1", state.Of("charge").Single().Id), state.Of("session").Select(it => (it.Status, it.Key, it.Reference, it.Of)).Single());
        Assert.Equal(97_100, state.Balance["cny"]);
    }

    [Fact]
    public async Task A_payee_answers_what_is_asked_on_its_page_and_can_be_paid()
    {
        var accounts = StripeFixtures.Accounts(Options, http);
        var opened = await accounts.Open("prv_1", "DE", "mk1:prv_1:account:DE", default);
        Assert.False(opened.CanBePaid);
        var page = await accounts.Link(opened.Account, "/provider/payouts", "link-1", default);
        var led = await http.PostAsync(page, new FormUrlEncodedContent([new("do", "finish")]));
        Assert.Equal("https://market.example/provider/payouts", led.Headers.Location!.ToString());
        Assert.Equal(("prv_1", true, 0), await accounts.Read(opened.Account, default) is { } read ? (read.Payee, read.CanBePaid, read.Due.Count) : default);
        await Until(() => told.Any(it => it.Body.Contains("account.updated", StringComparison.Ordinal) && it.Body.Contains($"\"account\":\"{opened.Account}\"", StringComparison.Ordinal)));
        await fake.Restrict(opened.Account, "company.tax_id");
        Assert.Equal(["company.tax_id"], (await accounts.Read(opened.Account, default))!.Due);
    }

    [Fact]
    public async Task Connections_break_on_the_way_there_and_on_the_way_back_and_a_key_makes_one_thing()
    {
        await fake.Make(new FakeTrouble(OnTheWay: 1));
        foreach (var _ in Enumerable.Range(0, 20)) Assert.IsNotType<GatewayAnswer.Done>(await gateway.Send(gateway.Write(Collect("1")), "mk1:ord_1/1:fund:1", default));
        await fake.Make(new FakeTrouble());
        Assert.IsType<GatewayAnswer.Done>(await gateway.Send(gateway.Write(Collect("1")), "mk1:ord_1/1:fund:1", default));
        Assert.Single((await fake.State()).Of("session"));
    }

    [Fact]
    public async Task Messages_are_lost_doubled_late_and_told_again_until_they_are_taken()
    {
        await fake.Make(new FakeTrouble(Seed: 3, Lost: 0.2, Late: 0.3, LateSeconds: 60, Twice: 0.2));
        refusals = 2;
        foreach (var i in Enumerable.Range(1, 20))
        {
            var key = $"mk1:ord_1/{i}:fund:1";
            await fake.Pay(Assert.IsType<GatewayAnswer.Done>(await gateway.Send(gateway.Write(Collect($"{i}")), key, default)).Object.Id);
        }
        await Until(() => told.Count > 20);
        // Its own clock brings what was late, and what was refused.
        var before = told.Count;
        await fake.Set(TimeProvider.System.GetUtcNow().AddMinutes(3));
        await Until(() => told.Count > before);
        while ((await fake.State()).Waiting > 0) await Task.Delay(20);
        var counts = told.GroupBy(it => it.Body).Select(it => it.Count()).ToList();
        Assert.InRange(counts.Count, 30, 59); // of 60
        Assert.Contains(2, counts);
    }

    private StripeOptions Options => new("sk_test_123", ["whsec_fake"], server.Address, new Uri("https://market.example"));

    private static GatewayOrder Collect(string milestone) => new(GatewayOperation.Collect, $"mk1:ord_1/{milestone}:fund:1", $"ord_1/{milestone}", amount);

    private static async Task Until(Func<bool> holds)
    {
        for (var i = 0; i < 500 && !holds(); i++) await Task.Delay(20);
        Assert.True(holds());
    }
}
