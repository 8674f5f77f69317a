using Marketplace.Adapters.Stripe;
using Microsoft.Extensions.Configuration;

namespace Marketplace.Adapters;

/// <summary>Where the payment provider's own pages are, to which forms of this site lead on.</summary>
public static class PaymentPages
{
    /// <summary>None where there are none but this site's own.</summary>
    public static IReadOnlyList<string> FormTargets(IConfiguration configuration) =>
        !GatewaySetup.IsStripe(configuration) ? []
        : configuration[StripeOptions.BaseSetting] is { Length: > 0 } other ? [other]
        : ["https://checkout.stripe.com", "https://connect.stripe.com"];
}
