using Marketplace.Api;
using Marketplace.Orders.Amend;
using Marketplace.Orders.Ask;
using Marketplace.Orders.Check;
using Marketplace.Orders.Clocks;
using Marketplace.Orders.Confirm;
using Marketplace.Orders.Desks;
using Marketplace.Orders.Invoices;
using Marketplace.Orders.List;
using Marketplace.Orders.Messages;
using Marketplace.Orders.Months;
using Marketplace.Orders.Negotiate;
using Marketplace.Orders.Place;
using Marketplace.Orders.Prove;
using Marketplace.Orders.Refile;
using Marketplace.Orders.Samples;
using Marketplace.Orders.Settle;
using Marketplace.Orders.Show;
using Marketplace.Orders.Transfers;
using Marketplace.Orders.Work;
using Marketplace.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Orders;

/// <summary>The room of orders: asking for offers and making them, placing orders, confirming and following them.</summary>
public static class OrdersRoom
{
    public static IServiceCollection AddOrders(this IServiceCollection services, IConfiguration configuration) => services
        .AddMilestones(configuration)
        .AddSingleton<IMilestoneHome, MilestoneHome>()
        .AddSingleton<IHaveClocks, OrderClocks>()
        .AddApiScopes(OrderScopes.Read, OrderScopes.Write, OrderScopes.Payments)
        .AddSingleton<OrderWriter>()
        .AddSingleton<LapseOrders>()
        .AddSingleton<IMaintenanceJob, RefileOrders>()
        .AddScoped<OrderSteps>()
        .AddScoped<OrderableListings>()
        .AddScoped<FreezeOrder>()
        .AddScoped<AskForOffer>()
        .AddScoped<NegotiateOffer>()
        .AddScoped<ShowOffer>()
        .AddScoped<AcceptOffer>()
        .AddScoped<PlaceOrder>()
        .AddScoped<PayWays>()
        .AddScoped<ShowProForma>()
        .AddScoped<ShowPayments>()
        .AddScoped<SettleAccount>()
        .AddScoped<WorkOnMilestone>()
        .AddScoped<HandOver>()
        .AddScoped<AttachInvoice>()
        .AddScoped<FindPaymentPage>()
        .AddScoped<ConfirmOrder>()
        .AddScoped<ApproveOrder>()
        .AddScoped<CarryOutChange>()
        .AddScoped<ChangeAnswers>()
        .AddScoped<ProposeChange>()
        .AddScoped<AnswerChange>()
        .AddScoped<SettleTerms>()
        .AddScoped<SettlePayout>()
        .AddScoped<ShowOrder>()
        .AddScoped<ShowMoney>()
        .AddScoped<ShowMonths>()
        .AddScoped<ShowFile>()
        .AddScoped<ShowDesk>()
        .AddScoped<ListOrders>()
        .AddScoped<CheckReport>()
        .AddScoped<MakeProof>()
        .AddScoped<HandleSamples>()
        .AddScoped<ShowSamples>()
        .AddSingleton<MessageThrottle>()
        .AddScoped<OrderMessages>();

    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder routes) => routes
        .MapOffers()
        .MapPlacing()
        .MapConfirmation()
        .MapMilestones()
        .MapTaxInvoices()
        .MapChanges()
        .MapOrder()
        .MapProForma()
        .MapOrderList()
        .MapChecking()
        .MapProving()
        .MapOrderPayments()
        .MapSamples()
        .MapMessages()
        .MapFiles();
}
