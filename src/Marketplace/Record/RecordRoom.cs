using Marketplace.Record.Hear;
using Marketplace.Record.Search;
using Marketplace.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Record;

public static class RecordRoom
{
    public static IServiceCollection AddRecord(this IServiceCollection services) => services
        .AddSingleton<IHear, WriteRecord>()
        .AddSingleton<VerifyRecord>()
        .AddScoped<SearchRecord>();
}
