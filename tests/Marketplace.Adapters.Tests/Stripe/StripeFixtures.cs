using Marketplace.Adapters.Stripe;
using Marketplace.Vocabulary;

namespace Marketplace.Adapters.Tests.Stripe;

internal static class StripeFixtures
{
    public static StripeGateway Gateway(StripeOptions options, HttpClient http, MarketClock clock) => new(options, StripeGateway.Client(options, http), clock);

    public static StripeAccounts Accounts(StripeOptions options, HttpClient http) => new(options, StripeGateway.Client(options, http));
}
