using Marketplace.Payments;
using Marketplace.Vocabulary;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Orders;

/// <summary>The milestones' part of the room: their table, and what carries it out. An <see cref="IMilestoneHome"/> must be there.</summary>
public static class MilestonesSetup
{
    public static IServiceCollection AddMilestones(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(s => MilestoneRules.Read(configuration, s.GetRequiredService<MarketClock>()))
        .AddSingleton<MoveMilestone>()
        .AddSingleton<RingMilestone>()
        .AddSingleton<IPaymentOwner, MilestoneMoney>();
}
