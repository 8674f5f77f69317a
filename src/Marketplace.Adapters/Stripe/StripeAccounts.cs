using System.Net;
using Marketplace.Payments;
using Stripe;

namespace Marketplace.Adapters.Stripe;

/// <summary>
/// Connect: payees' accounts, to which Stripe itself asks its questions on its own pages. The platform bears losses and Stripe's fees, as separate charges
/// and transfers want it.
/// </summary>
internal sealed class StripeAccounts(StripeOptions options, StripeClient client) : IGatewayAccounts
{
    private const string Payee = "payee";

    public Task<AccountStanding> Open(string payee, string country, string key, CancellationToken cancel) => StripeGateway.Ask(async () => Of(await client.V1.Accounts.CreateAsync(
        new AccountCreateOptions
        {
            Country = country,
            Controller = new AccountControllerOptions
            {
                Losses = new AccountControllerLossesOptions { Payments = "application" }, Fees = new AccountControllerFeesOptions { Payer = "application" },
                StripeDashboard = new AccountControllerStripeDashboardOptions { Type = "express" }, RequirementCollection = "stripe",
            },
            Capabilities = new AccountCapabilitiesOptions { Transfers = new AccountCapabilitiesTransfersOptions { Requested = true } },
            Metadata = new Dictionary<string, string> { [Payee] = payee, [StripeRequests.CallKey] = key },
        },
        new RequestOptions { IdempotencyKey = key }, cancel)), cancel);

    public Task<Uri> Link(string account, string back, string key, CancellationToken cancel) => StripeGateway.Ask(async () =>
    {
        var to = new Uri(options.Site, back).ToString();
        var link = await client.V1.AccountLinks.CreateAsync(
            new AccountLinkCreateOptions { Account = account, Type = "account_onboarding", RefreshUrl = to, ReturnUrl = to }, new RequestOptions { IdempotencyKey = key }, cancel);
        return new Uri(link.Url);
    }, cancel);

    public Task<AccountStanding?> Read(string account, CancellationToken cancel) => StripeGateway.Ask<AccountStanding?>(async () =>
    {
        try
        {
            return Of(await client.V1.Accounts.GetAsync(account, cancellationToken: cancel));
        }
        // Of one that is disconnected our key may not even know.
        catch (StripeException none) when (none.HttpStatusCode is HttpStatusCode.NotFound || none.StripeError?.Code == "account_invalid")
        {
            return null;
        }
    }, cancel);

    private static AccountStanding Of(Account it) => new(
        it.Id, it.Metadata?.GetValueOrDefault(Payee), it.Capabilities?.Transfers == "active",
        [.. (it.Requirements?.PastDue ?? []).Concat(it.Requirements?.CurrentlyDue ?? []).Distinct(StringComparer.Ordinal)], it.Requirements?.DisabledReason);
}
