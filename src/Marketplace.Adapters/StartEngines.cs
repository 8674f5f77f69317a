using Marketplace.Storage;
using Marketplace.Storage.Moving;
using Marketplace.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters;

public static class StartEngines
{
    /// <summary>
    /// Opens every engine before the first request and prints one line a port. Where one cannot be opened (the folder is in use, the
    /// database belongs to a newer program) the reason is printed as a sentence, and the answer is false.
    /// </summary>
    public static async Task<bool> OpenEngines(this IServiceProvider services)
    {
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Marketplace.Engines");
        try
        {
            foreach (var engine in services.GetServices<IEngineHealth>())
            {
                var state = await engine.Check();
                if (state is { Healthy: true, Degraded: false }) logger.LogInformation("{Port}: {Engine}", engine.Port, engine.Engine);
                else logger.LogWarning("{Port}: {Engine}: {Detail}", engine.Port, engine.Engine, state.Detail);
            }
            if (services.GetService<IArchive>() is { } archive) await RunMoving.ThrowIfUnfinished(archive, CancellationToken.None);
            return true;
        }
        catch (Exception refused) when (refused is IOException or InvalidDataException or UnauthorizedAccessException or SettingException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return false;
        }
    }
}
