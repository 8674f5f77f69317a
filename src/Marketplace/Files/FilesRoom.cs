using Marketplace.Files.Moving;
using Marketplace.Files.Scan;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Marketplace.Files;

public static class FilesRoom
{
    /// <summary>After the adapters: a scanner that was set there stays.</summary>
    public static IServiceCollection AddFiles(this IServiceCollection services)
    {
        services.TryAddSingleton<IFileScanner, EicarScanner>();
        return services.AddSingleton<TakeFile>().AddSingleton<CarryFiles>();
    }
}
