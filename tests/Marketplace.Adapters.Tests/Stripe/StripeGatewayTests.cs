using Marketplace.Adapters.Stripe;
using Marketplace.Payments;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Paying;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Stripe;

/// <summary>What the adapter makes of Stripe's answers, and of none; with each request and answer held to Stripe's description.</summary>
public sealed class StripeGatewayTests : IDisposable
{
    private const string Reference = "ord_1/1";
    private static readonly Money amount = new(100_000, "CNY");
    private readonly RigTime time = new();
    private readonly StripeFake fake;
    private readonly HttpClient http;
    private readonly StripeGateway gateway;
    private readonly List<(FakeRequest Asked, FakeAnswer Answer)> seen = [];

    public StripeGatewayTests()
    {
        fake = new StripeFake(time) { Seen = (asked, answer) => seen.Add((asked, answer)) };
        fake.Open("acct_1");
        http = new HttpClient(new FakeStripeHandler(fake));
        gateway = StripeFixtures.Gateway(new StripeOptions("sk_test_123", ["whsec_fake"], null, new Uri("https://market.example")), http, new MarketClock(time, TimeZoneInfo.Utc));
    }

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task Money_comes_in_goes_on_comes_back_and_goes_home()
    {
        var session = await Done(Collect());
        Assert.Equal((GatewayState.Open, Reference, "mk1:ord_1/1:fund:1"), (session.State, session.Reference, session.CallKey));
        Assert.StartsWith("https://checkout.stripe.com/", session.Page, StringComparison.Ordinal);

        fake.Pay(session.Id);
        var paid = await Read(GatewayKind.Session, session.Id);
        Assert.Equal((GatewayState.Succeeded, amount, 2_900L), (paid.State, paid.Amount, paid.Fee));
        // The fee is read of the balance transaction, whatever it is.
        Assert.Equal(paid, await Read(GatewayKind.Session, fake.Charges[0].Intent.Id));

        var transfer = await Done(new(GatewayOperation.Release, "mk1:ord_1/1:release:1", Reference, new Money(95_000, "CNY"), paid.Charge, "acct_1"));
        var reversal = await Done(new(GatewayOperation.Reverse, "mk1:ord_1/1:reverse:1", Reference, new Money(10_000, "CNY"), transfer.Id));
        var refund = await Done(new(GatewayOperation.Refund, "mk1:ord_1/1:refund:1", Reference, new Money(10_500, "CNY"), paid.Charge));
        Assert.Equal(GatewayState.Processing, refund.State);
        time.Now += TimeSpan.FromSeconds(6);
        fake.MoveOn();
        Assert.Equal(GatewayState.Succeeded, (await Read(GatewayKind.Refund, refund.Id)).State);

        foreach (var (kind, it) in new[] { (GatewayKind.Session, paid), (GatewayKind.Transfer, transfer), (GatewayKind.Reversal, reversal), (GatewayKind.Refund, refund with { State = GatewayState.Succeeded }) })
            Assert.Equal(it with { Page = null }, Assert.Single(await gateway.Under(Reference, kind, default)) with { Page = null });
        Assert.Empty(await gateway.Under("ord_1/2", GatewayKind.Transfer, default));
        Assert.Equal(100_000 - 2_900 - 95_000 + 10_000 - 10_500, fake.Balance("cny"));

        var told = await gateway.Since(time.Now.AddDays(-1), 100, default);
        Assert.Contains(told, it => it.Kind == GatewayKind.Reversal && it.Object == reversal.Id);
        Assert.Contains(told, it => it.Kind == GatewayKind.Session && it.Object == session.Id);
        Assert.Equal(told.OrderBy(it => it.At), told);
    }

    [Fact]
    public async Task All_that_is_asked_and_answered_on_the_way_is_as_stripe_describes_it()
    {
        var description = StripeDescription.Here();
        await Money_comes_in_goes_on_comes_back_and_goes_home();
        foreach (var (asked, answer) in seen)
        {
            Assert.Null(description.Wrong(asked));
            Assert.Null(description.Wrong(asked, answer));
        }
        foreach (var it in fake.Tellings.Events) Assert.Null(description.WrongEvent(it.Body));
        Assert.True(seen.Count > 14);
    }

    [Fact]
    public async Task The_same_bytes_go_out_under_the_same_key_and_the_library_never_repeats_by_itself()
    {
        Assert.Equal(gateway.Write(Collect()), gateway.Write(Collect()));
        fake.Fates = _ => Fate.ErrorBefore;
        Assert.IsType<GatewayAnswer.Unknown>(await gateway.Send(gateway.Write(Collect()), "mk1:ord_1/1:fund:1", default));
        var asks = 0;
        fake.Fates = asked =>
        {
            asks++;
            Assert.Equal(("mk1:ord_1/1:fund:1", gateway.Write(Collect()).Body), (asked.Key, asked.Body));
            return Fate.NeverArrives;
        };
        Assert.IsType<GatewayAnswer.Unknown>(await gateway.Send(gateway.Write(Collect()), "mk1:ord_1/1:fund:1", default));
        Assert.Equal(1, asks);
    }

    [Theory]
    [InlineData(Fate.NeverArrives, typeof(GatewayAnswer.Unknown))]
    [InlineData(Fate.AnswerLost, typeof(GatewayAnswer.Unknown))]
    [InlineData(Fate.ErrorBefore, typeof(GatewayAnswer.Unknown))]
    [InlineData(Fate.ErrorKept, typeof(GatewayAnswer.Unknown))]
    [InlineData(Fate.HalfAnAnswer, typeof(GatewayAnswer.Unknown))]
    [InlineData(Fate.TooMany, typeof(GatewayAnswer.Busy))]
    [InlineData(Fate.InUse, typeof(GatewayAnswer.Busy))]
    public async Task What_goes_wrong_on_the_way_is_called_what_it_is(Fate fate, Type answer)
    {
        fake.Fates = _ => fate;
        Assert.IsType(answer, await gateway.Send(gateway.Write(Collect()), "mk1:ord_1/1:fund:1", default));
        await Assert.ThrowsAsync<GatewaySilentException>(() => gateway.Read(GatewayKind.Session, "cs_test_1", default));
        await Assert.ThrowsAsync<GatewaySilentException>(() => gateway.Since(time.Now, 10, default));

        fake.Fates = _ => Fate.Through;
        var again = await gateway.Send(gateway.Write(Collect()), "mk1:ord_1/1:fund:1", default);
        // An error that was kept is all that the key will ever get; what it did is found by looking for it.
        if (fate == Fate.ErrorKept) Assert.IsType<GatewayAnswer.Unknown>(again);
        else Assert.IsType<GatewayAnswer.Done>(again);
        Assert.Equal("mk1:ord_1/1:fund:1", Assert.Single(await gateway.Under(Reference, GatewayKind.Session, default)).CallKey);
    }

    [Fact]
    public async Task A_definite_no_says_why_and_a_key_with_another_body_is_our_own_fault()
    {
        var session = await Done(Collect());
        fake.Pay(session.Id);
        var charge = (await Read(GatewayKind.Session, session.Id)).Charge;
        fake.Open("acct_2").Transfers = "inactive";
        Assert.Equal("insufficient_capabilities_for_transfer", await Refused(new(GatewayOperation.Release, "k1", Reference, amount, charge, "acct_2")));
        Assert.Equal("resource_missing", await Refused(new(GatewayOperation.Release, "k2", Reference, amount, charge, "prv_without_an_account")));
        Assert.Equal("charge_already_refunded", await Refused(new(GatewayOperation.Refund, "k3", Reference, new Money(100_001, "CNY"), charge)));
        Assert.Equal("invalid_request_error", await Refused(new(GatewayOperation.CancelCollect, "k4", Reference, amount, session.Id)));

        var other = gateway.Write(Collect() with { Amount = new Money(99_999, "CNY") });
        Assert.IsType<GatewayAnswer.KeyMisused>(await gateway.Send(other, "mk1:ord_1/1:fund:1", default));
    }

    [Fact]
    public async Task A_wrong_key_of_ours_is_waited_out_and_says_nothing_of_what_was_asked()
    {
        using var broken = new HttpClient(new NoRights());
        var without = StripeFixtures.Gateway(new StripeOptions("sk_test_123", ["whsec_fake"], null, new Uri("https://market.example")), broken, new MarketClock(time, TimeZoneInfo.Utc));
        Assert.IsType<GatewayAnswer.Busy>(await without.Send(gateway.Write(Collect()), "k", default));
    }

    [Fact]
    public async Task What_takes_time_is_under_way_and_what_another_program_made_is_none_of_ours()
    {
        var session = await Done(Collect());
        fake.PayLater(session.Id);
        Assert.Equal(GatewayState.Processing, (await Read(GatewayKind.Session, session.Id)).State);
        fake.FailDebit(session.Id);
        Assert.Equal((GatewayState.Failed, "debit_not_authorized"), ((await Read(GatewayKind.Session, session.Id)).State, (await Read(GatewayKind.Session, session.Id)).Because));

        fake.Ask(new FakeRequest("POST", "/v1/checkout/sessions", [KeyValuePair.Create("line_items[0][price_data][unit_amount]", "100"), KeyValuePair.Create("line_items[0][price_data][currency]", "cny")], "", "x", "Bearer sk"));
        Assert.Null(await gateway.Read(GatewayKind.Session, fake.Sessions[1].Id, default));
        Assert.Null(await gateway.Read(GatewayKind.Session, "cs_none", default));
        time.Now += TimeSpan.FromDays(2);
        fake.MoveOn();
        Assert.Equal("expired", fake.Sessions[1].Status);
    }

    private static GatewayOrder Collect() => new(GatewayOperation.Collect, "mk1:ord_1/1:fund:1", Reference, amount);

    private async Task<GatewayObject> Done(GatewayOrder order) =>
        Assert.IsType<GatewayAnswer.Done>(await gateway.Send(gateway.Write(order), order.Key, default)).Object;

    private async Task<string> Refused(GatewayOrder order) =>
        Assert.IsType<GatewayAnswer.Refused>(await gateway.Send(gateway.Write(order), order.Key, default)).Code;

    private async Task<GatewayObject> Read(GatewayKind kind, string id) => (await gateway.Read(kind, id, default))!;

    private sealed class NoRights : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(
            new HttpResponseMessage(System.Net.HttpStatusCode.Forbidden) { Content = new StringContent("""{"error":{"type":"invalid_request_error","message":"no"}}""") });
    }
}
