using System.Globalization;
using System.Net;
using System.Text.Json;
using Marketplace.Payments;
using Marketplace.Vocabulary;
using Stripe;
using Stripe.Checkout;
using Stripe.Radar;
using CheckoutSession = Stripe.Checkout.Session;

namespace Marketplace.Adapters.Stripe;

/// <summary>
/// Stripe, with separate charges and transfers: payers pay the platform by Checkout, payees are paid by transfers from the charge. Requests go out
/// under our own keys and are never repeated by the library, which would invent keys that die with the process.
/// </summary>
internal sealed class StripeGateway : IPaymentGateway
{
    private const int Page = 100;
    /// <summary>A session is open for a day at most, and asked for again within two; older ones answer no question of ours.</summary>
    private static readonly TimeSpan sessionsBack = TimeSpan.FromDays(4);
    private static readonly List<string> withCharge = ["payment_intent.latest_charge.balance_transaction"];
    private static readonly List<string> withDisputed = ["charge"];
    private static readonly List<string> withChargeOfEach = ["data.payment_intent.latest_charge.balance_transaction"];

    private readonly StripeOptions options;
    private readonly StripeClient client;
    private readonly MarketClock clock;

    public StripeGateway(StripeOptions options, StripeClient client, MarketClock clock) => (this.options, this.client, this.clock) = (options, client, clock);

    /// <summary>A client that repeats nothing by itself and tells nobody how long things took.</summary>
    public static StripeClient Client(StripeOptions options, HttpClient http) => new(new StripeClientOptions
    {
        ApiKey = options.SecretKey, ApiBase = options.ApiBase?.ToString().TrimEnd('/'), HttpClient = new SystemNetHttpClient(http, maxNetworkRetries: 0, enableTelemetry: false),
    });

    public string Name => "stripe";

    public GatewayRequest Write(GatewayOrder order) => StripeRequests.Write(order, options.Site);

    public async Task<GatewayAnswer> Send(GatewayRequest request, string key, CancellationToken cancel)
    {
        try
        {
            var answer = await client.RawRequestAsync(HttpMethod.Post, request.Path, request.Body, new RawRequestOptions { IdempotencyKey = key }, cancel);
            return Made(request.Path, answer.Content) is { } it ? new GatewayAnswer.Done(it) : new GatewayAnswer.Unknown("200 without what was asked for");
        }
        catch (StripeException failure)
        {
            return StripeAnswers.Of(failure);
        }
        catch (Exception failure) when (StripeAnswers.IsOfTheWay(failure, cancel))
        {
            return new GatewayAnswer.Unknown(failure.GetType().Name);
        }
    }

    public Task<GatewayObject?> Read(GatewayKind kind, string id, CancellationToken cancel) => Ask(async () =>
    {
        try
        {
            return kind switch
            {
                GatewayKind.Session => await Session(id, cancel) is { } session ? StripeObjects.Of(session) : null,
                GatewayKind.Refund => StripeObjects.Of(await client.V1.Refunds.GetAsync(id, cancellationToken: cancel)),
                GatewayKind.Transfer => StripeObjects.Of(await client.V1.Transfers.GetAsync(id, cancellationToken: cancel)),
                GatewayKind.Reversal when id.Split('/') is [var transfer, var reversal] =>
                    StripeObjects.Of(await client.V1.Transfers.Reversals.GetAsync(transfer, reversal, cancellationToken: cancel)),
                GatewayKind.Chargeback => StripeObjects.Of(await client.V1.Disputes.GetAsync(id, new DisputeGetOptions { Expand = withDisputed }, cancellationToken: cancel)),
                GatewayKind.Warning when id.StartsWith("issfr_", StringComparison.Ordinal) =>
                    StripeObjects.Of(await client.V1.Radar.EarlyFraudWarnings.GetAsync(id, new EarlyFraudWarningGetOptions { Expand = withDisputed }, cancellationToken: cancel)),
                GatewayKind.Warning => StripeObjects.Of(await client.V1.Reviews.GetAsync(id, new ReviewGetOptions { Expand = withDisputed }, cancellationToken: cancel)),
                _ => null,
            };
        }
        catch (StripeException none) when (none.HttpStatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }, cancel);

    public Task<IReadOnlyList<GatewayObject>> Under(string reference, GatewayKind kind, CancellationToken cancel) => Ask<IReadOnlyList<GatewayObject>>(async () =>
    {
        var group = StripeRequests.Group(reference);
        var found = new List<GatewayObject?>();
        switch (kind)
        {
            case GatewayKind.Session:
                // Sessions are not listed by anything of ours, so those of the last days are looked through; older ones are closed, and say something where they were paid.
                var since = new SessionListOptions { Limit = Page, Created = new DateRangeOptions { GreaterThanOrEqual = (clock.Now - sessionsBack).UtcDateTime }, Expand = withChargeOfEach };
                await foreach (var it in client.V1.Checkout.Sessions.ListAutoPagingAsync(since, cancellationToken: cancel)) found.Add(StripeObjects.Of(it));
                await foreach (var charge in Charges(group, cancel))
                    if (charge.PaymentIntentId is { } paid && !found.Exists(it => it?.Charge == charge.Id) && await Session(paid, cancel) is { } it) found.Add(StripeObjects.Of(it));
                break;
            case GatewayKind.Refund:
                await foreach (var charge in Charges(group, cancel))
                    await foreach (var it in client.V1.Refunds.ListAutoPagingAsync(new RefundListOptions { Charge = charge.Id, Limit = Page }, cancellationToken: cancel)) found.Add(StripeObjects.Of(it));
                break;
            case GatewayKind.Transfer:
                await foreach (var it in Transfers(group, cancel)) found.Add(StripeObjects.Of(it));
                break;
            case GatewayKind.Reversal:
                await foreach (var transfer in Transfers(group, cancel))
                    await foreach (var it in client.V1.Transfers.Reversals.ListAutoPagingAsync(transfer.Id, new TransferReversalListOptions { Limit = Page }, cancellationToken: cancel)) found.Add(StripeObjects.Of(it));
                break;
        }
        return [.. found.OfType<GatewayObject>().Where(it => it.Reference == reference)];
    }, cancel);

    public Task<IReadOnlyList<GatewayEvent>> Since(DateTimeOffset then, int most, CancellationToken cancel) => Ask<IReadOnlyList<GatewayEvent>>(async () =>
    {
        var found = new List<GatewayEvent>();
        foreach (var types in StripeEvents.Types.Chunk(StripeEvents.MostTypes)) found.AddRange(await Since(then, string.Concat(types.Select(it => $"&types[]={it}")), cancel));
        return [.. found.OrderBy(it => it.At).Take(most)];
    }, cancel);

    /// <summary>The oldest first.</summary>
    private async Task<List<GatewayEvent>> Since(DateTimeOffset then, string types, CancellationToken cancel)
    {
        var found = new List<GatewayEvent>();
        // The newest come first; all since then are read, or what was told longest ago would be missed.
        for (string? after = null; ;)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"/v1/events?limit={Page}&created[gte]={then.ToUnixTimeSeconds()}{types}{(after is null ? "" : $"&starting_after={after}")}");
            var answer = await client.RawRequestAsync(HttpMethod.Get, query, null, new RawRequestOptions(), cancel);
            using var page = JsonDocument.Parse(answer.Content);
            var told = page.RootElement.GetProperty("data").EnumerateArray().ToList();
            found.AddRange(told.Select(StripeEvents.Read).OfType<GatewayEvent>());
            if (told.Count == 0 || !page.RootElement.GetProperty("has_more").GetBoolean()) break;
            after = Uri.EscapeDataString(told[^1].GetProperty("id").GetString()!);
        }
        found.Reverse();
        return found;
    }

    private IAsyncEnumerable<Charge> Charges(string group, CancellationToken cancel) =>
        client.V1.Charges.ListAutoPagingAsync(new ChargeListOptions { TransferGroup = group, Limit = Page }, cancellationToken: cancel);

    private IAsyncEnumerable<Transfer> Transfers(string group, CancellationToken cancel) =>
        client.V1.Transfers.ListAutoPagingAsync(new TransferListOptions { TransferGroup = group, Limit = Page }, cancellationToken: cancel);

    /// <summary>By its own id, or by that of what was paid in it.</summary>
    private async Task<CheckoutSession?> Session(string id, CancellationToken cancel)
    {
        if (!id.StartsWith("pi_", StringComparison.Ordinal)) return await client.V1.Checkout.Sessions.GetAsync(id, new SessionGetOptions { Expand = withCharge }, cancellationToken: cancel);
        var paid = await client.V1.Checkout.Sessions.ListAsync(new SessionListOptions { PaymentIntent = id, Limit = 1, Expand = withChargeOfEach }, cancellationToken: cancel);
        return paid.Data.FirstOrDefault();
    }

    private GatewayObject? Made(string path, string content) => path switch
    {
        "/v1/transfers" => StripeObjects.Of(client.Deserialize<Transfer>(content)),
        "/v1/refunds" => StripeObjects.Of(client.Deserialize<Refund>(content)),
        _ when path.EndsWith("/reversals", StringComparison.Ordinal) => StripeObjects.Of(client.Deserialize<TransferReversal>(content)),
        _ when path.StartsWith("/v1/disputes/", StringComparison.Ordinal) => StripeObjects.Of(client.Deserialize<Dispute>(content)),
        _ => StripeObjects.Of(client.Deserialize<CheckoutSession>(content)),
    };

    /// <summary>A question that gets no answer is not one that is answered no.</summary>
    internal static async Task<T> Ask<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (StripeException failure)
        {
            throw new GatewaySilentException($"{(int)failure.HttpStatusCode} {failure.StripeError?.Code ?? failure.StripeError?.Type}".TrimEnd());
        }
        catch (Exception failure) when (StripeAnswers.IsOfTheWay(failure, cancel))
        {
            throw new GatewaySilentException(failure.GetType().Name);
        }
    }
}
