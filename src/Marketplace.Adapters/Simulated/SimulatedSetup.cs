using Marketplace.Payments;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Adapters.Simulated;

internal static class SimulatedSetup
{
    /// <summary>Payments that move no money, with a page on which whoever tests chooses how they go.</summary>
    public static IServiceCollection AddSimulatedPayments(this IServiceCollection services) => services
        .AddSingleton<SimulatedGateway>()
        .AddSingleton<IPaymentGateway>(s => s.GetRequiredService<SimulatedGateway>())
        .AddSingleton<ITestPayments>(s => s.GetRequiredService<SimulatedGateway>())
        .AddSingleton<IHaveClocks>(s => s.GetRequiredService<SimulatedGateway>());
}
