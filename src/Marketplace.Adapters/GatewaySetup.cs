using Marketplace.Adapters.Simulated;
using Marketplace.Adapters.Stripe;
using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Adapters;

internal static class GatewaySetup
{
    private const string Setting = "Engines:Payments";

    public static bool IsStripe(IConfiguration configuration) => string.Equals(configuration[Setting], "stripe", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Payments that move no money, with a page on which whoever tests chooses how they go (<c>Engines:Payments</c>, <c>simulated</c>). Production takes
    /// them only where they are named; otherwise nothing can be paid there. <c>stripe</c> is Stripe, by its settings (<see cref="StripeOptions"/>).
    /// </summary>
    public static IServiceCollection AddPaymentGateway(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration[Setting]?.ToLowerInvariant();
        if (named is not (null or "" or "simulated" or "stripe" or "none")) throw new SettingException($"{Setting} is '{named}'; there is simulated, stripe and none.");
        if (named is "stripe") return services.AddStripe(StripeOptions.Read(configuration, environment));
        if (named is "none" || (string.IsNullOrEmpty(named) && environment.IsProduction())) return services.AddSingleton<IPaymentGateway, NoGateway>();
        return services.AddSingleton<SimulatedGateway>()
            .AddSingleton<IPaymentGateway>(s => s.GetRequiredService<SimulatedGateway>())
            .AddSingleton<ITestPayments>(s => s.GetRequiredService<SimulatedGateway>())
            .AddSingleton<IHaveClocks>(s => s.GetRequiredService<SimulatedGateway>());
    }
}
