using Marketplace.Adapters.Outbound;
using Marketplace.Payments;
using Marketplace.Payments.Books;
using Marketplace.Payments.Messages;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Stripe;

namespace Marketplace.Adapters.Stripe;

internal static class StripeSetup
{
    /// <summary>Shorter than a call is held for (a minute), so that nobody else sends it while an answer may still come.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(40);

    public static IServiceCollection AddStripe(this IServiceCollection services, StripeOptions options) => services
        .AddSingleton(options)
        .AddSingleton<IGatewayMessages, StripeMessages>()
        .AddSingleton(_ => StripeGateway.Client(options, OutboundHttp.ClientToConfigured(patience)))
        .AddSingleton<IGatewayAccounts, StripeAccounts>()
        .AddSingleton<IGatewayBooks, StripeBooks>()
        .AddSingleton<IPaymentGateway>(s => new StripeGateway(options, s.GetRequiredService<StripeClient>(), s.GetRequiredService<MarketClock>()));
}
