using Marketplace.Identity;
using Marketplace.Payments.Books;
using Marketplace.Payments.Calls;
using Marketplace.Payments.Finance;
using Marketplace.Payments.Hints;
using Marketplace.Payments.Ledger;
using Marketplace.Payments.Messages;
using Marketplace.Payments.Statements;
using Marketplace.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Payments;

/// <summary>The room of payments: money that is held, shared, paid out and given back, and the books of it. A gateway must be there.</summary>
public static class PaymentsRoom
{
    public static IServiceCollection AddPayments(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(_ => FeeSchedule.Read(configuration))
        .AddSingleton(_ => TransferRules.Read(configuration))
        .AddSingleton<OpenMoney>()
        .AddSingleton<ApplyResults>()
        .AddSingleton<SendCalls>()
        .AddSingleton<SettleStuckCall>()
        .AddSingleton<TakeHint>()
        .AddSingleton<FollowAccount>()
        .AddSingleton<IHaveClocks, Reconcile>()
        .AddScoped<ShowReconciliation>()
        .AddSingleton<PayeeReady>()
        .AddSingleton<IOnboardingItem, PayoutItem>()
        .AddSingleton<ApplyHints>()
        .AddSingleton<SweepEvents>()
        .AddSingleton<ImportStatement>()
        .AddSingleton<SettleLine>()
        .AddSingleton<SendByHand>()
        .AddSingleton<ShowFinance>()
        .AddSingleton<ReadMoney>()
        .AddSingleton<ShowStatement>()
        .AddSingleton<IHear, FoldBalances>()
        .AddHostedService<PaymentLoop>();

    public static IEndpointRouteBuilder MapPayments(this IEndpointRouteBuilder routes) => routes.MapLedgerCsv().MapStatements().MapMessages();
}
