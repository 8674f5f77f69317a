using Marketplace.Reports.Answer;
using Marketplace.Reports.Decide;
using Marketplace.Reports.Make;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Reports;

/// <summary>The room of reports: somebody says that a claim is not so, an operator looks into it and answers.</summary>
public static class ReportsRoom
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<ReportSeal>()
        .AddSingleton<ReportThrottle>()
        .AddSingleton<ReportLetter>()
        .AddSingleton<IHear, AnswerReporter>()
        .AddScoped<FindClaim>()
        .AddScoped<MakeReport>()
        .AddScoped<ShowReports>()
        .AddScoped<DecideReport>();
}
