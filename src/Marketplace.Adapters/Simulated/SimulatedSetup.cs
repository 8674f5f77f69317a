using Marketplace.Payments;
using Marketplace.Storage;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Marketplace.Adapters.Simulated;

internal static class SimulatedSetup
{
    private const string Setting = "Engines:Payments";

    /// <summary>
    /// Payments that move no money, with a page on which whoever tests chooses how they go (<c>Engines:Payments</c>, <c>simulated</c>). Production takes
    /// them only where they are named; otherwise nothing can be paid there.
    /// </summary>
    public static IServiceCollection AddPaymentGateway(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var named = configuration[Setting]?.ToLowerInvariant();
        if (named is not (null or "" or "simulated" or "none")) throw new SettingException($"{Setting} is '{named}'; there is simulated and none.");
        if (named is "none" || (string.IsNullOrEmpty(named) && environment.IsProduction())) return services.AddSingleton<IPaymentGateway, NoGateway>();
        return services.AddSingleton<SimulatedGateway>()
            .AddSingleton<IPaymentGateway>(s => s.GetRequiredService<SimulatedGateway>())
            .AddSingleton<ITestPayments>(s => s.GetRequiredService<SimulatedGateway>())
            .AddSingleton<IHaveClocks>(s => s.GetRequiredService<SimulatedGateway>());
    }
}
