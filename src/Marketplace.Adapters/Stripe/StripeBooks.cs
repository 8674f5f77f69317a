using Marketplace.Payments.Books;
using Marketplace.Vocabulary;
using Stripe;

namespace Marketplace.Adapters.Stripe;

/// <summary>The platform's balance at Stripe, line by line; each line is its payment's by the marks on what moved it.</summary>
internal sealed class StripeBooks(StripeClient client) : IGatewayBooks
{
    private static readonly List<string> withSource = ["data.source"];
    private static readonly List<string> withDisputed = ["charge"];

    public Task<IReadOnlyList<GatewayLine>> Lines(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) => StripeGateway.Ask<IReadOnlyList<GatewayLine>>(async () =>
    {
        var range = new DateRangeOptions { GreaterThanOrEqual = from.UtcDateTime, LessThan = until.UtcDateTime };
        var found = new List<GatewayLine>();
        await foreach (var it in client.V1.BalanceTransactions.ListAutoPagingAsync(new BalanceTransactionListOptions { Created = range, Limit = 100, Expand = withSource }, cancellationToken: cancel))
        {
            var marks = it.Source switch
            {
                Charge charge => charge.Metadata,
                Refund refund => refund.Metadata,
                Transfer transfer => transfer.Metadata,
                TransferReversal reversal => reversal.Metadata,
                Dispute dispute => (await client.V1.Disputes.GetAsync(dispute.Id, new DisputeGetOptions { Expand = withDisputed }, cancellationToken: cancel)).Charge?.Metadata,
                _ => null,
            };
            found.Add(new GatewayLine(it.Id, new DateTimeOffset(DateTime.SpecifyKind(it.Created, DateTimeKind.Utc)), new Money(it.Net, it.Currency.ToUpperInvariant()), it.Type, it.SourceId, marks?.GetValueOrDefault(StripeRequests.Reference)));
        }
        return found;
    }, cancel);

    public Task<IReadOnlyList<Money>> Balance(CancellationToken cancel) => StripeGateway.Ask<IReadOnlyList<Money>>(async () =>
    {
        var balance = await client.V1.Balance.GetAsync(cancellationToken: cancel);
        return [.. (balance.Available ?? []).Concat(balance.Pending ?? []).Select(it => new Money(it.Amount, it.Currency.ToUpperInvariant()))];
    }, cancel);
}
