using Marketplace.Storage;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Healthy when the server tells where the log ends.</summary>
internal sealed class MongoHealth(MongoMarket market, MongoEventLog log) : IEngineHealth
{
    public string Port => "Records";

    public string Engine => $"MongoDB, {market.Place}";

    public async Task<EngineState> Check(CancellationToken cancel = default)
    {
        await market.Prepare(cancel);
        try
        {
            return new EngineState(Healthy: true, $"log position {await log.Sequenced(cancel)}");
        }
        catch (Exception silent) when (silent is MongoException or TimeoutException)
        {
            return new EngineState(Healthy: false, silent is TimeoutException ? "no server answers" : silent.GetType().Name);
        }
    }
}
