using Marketplace.Adapters.Memory;
using Marketplace.Adapters.Mongo;
using Marketplace.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Marketplace.Adapters.Files;

internal static class FilesSetup
{
    private const string Folder = "files";

    /// <summary>Files go where the records are: with MongoDB into GridFS, else into the data folder, and into memory where nothing is to stay.</summary>
    public static void AddFiles(this IServiceCollection services, IConfiguration configuration, string records)
    {
        switch (records)
        {
            case "mongodb": services.AddSingleton<IFiles, GridFsFiles>(); break;
            case "memory": services.AddSingleton<IFiles, MemoryFiles>(); break;
            default: services.AddSingleton<IFiles>(s => DiskFiles.Claim(s.GetRequiredService<DataFolder>().File(Folder))); break;
        }
        if (ClamAvScanner.Read(configuration) is { } scanner) services.AddSingleton<IFileScanner>(scanner);
    }

    /// <summary>The files of a data folder that another process serves from; they are only read.</summary>
    public static IFiles Visit(string path) => new DiskFiles(Path.Combine(path, Folder));
}
