using Marketplace.Disputes.Argue;
using Marketplace.Disputes.Decide;
using Marketplace.Disputes.Draft;
using Marketplace.Disputes.Open;
using Marketplace.Disputes.Operate;
using Marketplace.Disputes.Show;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Disputes;

/// <summary>The room of disputes: one side says what went wrong with a milestone, the other answers, an arbiter decides.</summary>
public static class DisputesRoom
{
    public static IServiceCollection AddDisputes(this IServiceCollection services) => services
        .AddSingleton<MoveDispute>()
        .AddSingleton<CarryOutMoneyAct>()
        .AddScoped<DisputeSteps>()
        .AddSingleton<WhoDecides>()
        .AddScoped<DraftDispute>()
        .AddScoped<OpenDispute>()
        .AddScoped<ArgueDispute>()
        .AddScoped<DecideDispute>()
        .AddScoped<ShowDispute>()
        .AddScoped<ShowDisputes>()
        .AddScoped<ShowEvidence>()
        .AddScoped<ShowMoney>()
        .AddScoped<ActOnMoney>();

    public static IEndpointRouteBuilder MapDisputes(this IEndpointRouteBuilder routes) => DisputeEndpoints.Map(routes);
}
