using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marketplace.Adapters.Mongo;

/// <summary>Keeps the site up with the log of all sites for as long as it runs.</summary>
internal sealed class MongoLogFollower(MongoEventLog log, ILogger<MongoLogFollower> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => log.Follow(Stumbled, stoppingToken);

    private void Stumbled(Exception failure) =>
        logger.LogWarning("The log in MongoDB cannot be followed for the moment ({Reason}); it is tried again", failure.Message);
}
