using Marketplace.Adapters.Stripe;
using Marketplace.Payments;
using Marketplace.Rigs.FakeStripe;
using Marketplace.Rigs.Paying;
using Marketplace.Rigs.Servers;
using Marketplace.Vocabulary;
using Xunit;

namespace Marketplace.Adapters.Tests.Stripe;

/// <summary>Every request that the adapter can make, made; each must be taken, whoever takes it.</summary>
public abstract class StripeRequestsContract(ITestOutputHelper output)
{
    private protected RigTime Time { get; } = new();

    private protected abstract HttpMessageHandler Handler();

    private protected abstract Uri? Base { get; }

    /// <summary>Whether an answer says that the request was well made.</summary>
    private protected abstract bool Takes(int status, string answer);

    [Fact]
    public async Task Every_request_that_the_adapter_can_make_is_taken()
    {
        using var listening = new Listening(Handler(), Takes);
        using var http = new HttpClient(listening);
        var options = new StripeOptions("sk_test_123", ["whsec_fake"], Base, new Uri("http://localhost"));
        var gateway = StripeFixtures.Gateway(options, http, new MarketClock(Time, TimeZoneInfo.Utc));
        var amount = new Money(100_000, "CNY");
        foreach (var order in new GatewayOrder[]
        {
            new(GatewayOperation.Collect, "mk1:ord_1/1:fund:1", "ord_1/1", amount), new(GatewayOperation.CancelCollect, "mk1:ord_1/1:fundcancel:1", "ord_1/1", amount, "cs_test_1"),
            new(GatewayOperation.Refund, "mk1:ord_1/1:refund:1", "ord_1/1", amount, "ch_1"), new(GatewayOperation.Release, "mk1:ord_1/1:release:1", "ord_1/1", amount, "ch_1", "acct_1"),
            new(GatewayOperation.Release, "mk1:ord_1/1:release:2", "ord_1/1", amount, null, "acct_1"), new(GatewayOperation.Reverse, "mk1:ord_1/1:reverse:1", "ord_1/1", amount, "tr_1"),
            new(GatewayOperation.Answer, "mk1:ord_1/1:evidence:1", "ord_1/1", amount, "dp_1", Evidence: new ChargebackEvidence("Tests", "Suzhou DEMO Co.", new DateOnly(2026, 10, 1), "It was delivered.")),
        })
        {
            await gateway.Send(gateway.Write(order), order.Key, default);
        }
        foreach (var (kind, id) in new[]
        {
            (GatewayKind.Session, "cs_test_1"), (GatewayKind.Session, "pi_1"), (GatewayKind.Refund, "re_1"), (GatewayKind.Transfer, "tr_1"), (GatewayKind.Reversal, "tr_1/trr_1"),
            (GatewayKind.Chargeback, "dp_1"), (GatewayKind.Warning, "prv_1"), (GatewayKind.Warning, "issfr_1"),
        })
        {
            await gateway.Read(kind, id, default);
        }
        foreach (var kind in new[] { GatewayKind.Session, GatewayKind.Refund, GatewayKind.Transfer, GatewayKind.Reversal }) await gateway.Under("ord_1/1", kind, default);
        await gateway.Since(Time.Now.AddHours(-1), 100, default);
        var (accounts, books) = (StripeFixtures.Accounts(options, http), new StripeBooks(StripeGateway.Client(options, http)));
        var account = (await accounts.Open("prv_1", "DE", "mk1:prv_1:account:DE", default)).Account;
        await accounts.Link(account, "/provider/payouts", "mk1:prv_1:link:1", default);
        await accounts.Read(account, default);
        await books.Lines(Time.Now.AddDays(-1), Time.Now, default);
        await books.Balance(default);

        foreach (var line in listening.Lines) output.WriteLine(line);
        Assert.Empty(listening.Refused);
        Assert.True(listening.Lines.Count >= 26, $"Only {listening.Lines.Count} requests were made.");
    }

    /// <summary>Hears what is asked and answered.</summary>
    private sealed class Listening(HttpMessageHandler inner, Func<int, string, bool> takes) : DelegatingHandler(inner)
    {
        public List<string> Lines { get; } = [];
        public List<string> Refused { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var answer = await base.SendAsync(request, cancellationToken);
            var text = await answer.Content.ReadAsStringAsync(cancellationToken);
            var line = $"{(int)answer.StatusCode} {request.Method} {request.RequestUri!.PathAndQuery} {Uri.UnescapeDataString(body)}";
            Lines.Add(line);
            if (!takes((int)answer.StatusCode, text)) Refused.Add($"{line}\n{text}");
            Assert.True(request.Method == HttpMethod.Get || request.Headers.Contains("Idempotency-Key"), line);
            return answer;
        }
    }
}

/// <summary>Against Stripe's own checker, which knows every parameter and keeps nothing.</summary>
public sealed class StripeMockRequestsTests(ITestOutputHelper output) : StripeRequestsContract(output)
{
    private readonly Uri address = new(TestServer.StripeMock.AddressOr(Assert.Skip));

    private protected override Uri? Base => address;

    private protected override bool Takes(int status, string answer) => status == 200;

    private protected override HttpMessageHandler Handler() => new SocketsHttpHandler();
}

/// <summary>Against the fake.</summary>
public sealed class FakeStripeRequestsTests : StripeRequestsContract
{
    private readonly StripeFake fake;

    public FakeStripeRequestsTests(ITestOutputHelper output) : base(output)
    {
        fake = new StripeFake(Time);
        fake.Open("acct_1");
    }

    private protected override Uri? Base => null;

    private protected override bool Takes(int status, string answer) => IsUnderstood(status, answer);

    /// <summary>A no that rests on what stands is one to a request that was understood.</summary>
    internal static bool IsUnderstood(int status, string answer) =>
        status < 500 && !answer.Contains("parameter_", StringComparison.Ordinal) && !answer.Contains("Unrecognized", StringComparison.Ordinal);

    private protected override HttpMessageHandler Handler() => new FakeStripeHandler(fake);
}

/// <summary>Against the fake behind HTTP.</summary>
public sealed class FakeStripeServerRequestsTests(ITestOutputHelper output) : StripeRequestsContract(output), IAsyncLifetime
{
    private FakeStripeServer server = null!;

    private protected override Uri? Base => server.Address;

    public async ValueTask InitializeAsync() => server = await FakeStripeServer.Start();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private protected override bool Takes(int status, string answer) => FakeStripeRequestsTests.IsUnderstood(status, answer);

    private protected override HttpMessageHandler Handler() => new SocketsHttpHandler();
}
