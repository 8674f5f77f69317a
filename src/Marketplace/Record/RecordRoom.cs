using Marketplace.Record.Hear;
using Marketplace.Record.Search;
using Marketplace.Record.Show;
using Marketplace.Record.Sign;
using Marketplace.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Record;

public static class RecordRoom
{
    public static IServiceCollection AddRecord(this IServiceCollection services) => services
        .AddSingleton<IHear, WriteRecord>()
        .AddSingleton<VerifyRecord>()
        .AddSingleton<SignRecord>()
        .AddSingleton<IHaveClocks, RecordClock>()
        .AddScoped<SearchRecord>();

    public static IEndpointRouteBuilder MapRecord(this IEndpointRouteBuilder routes) => routes.MapRoot();
}
