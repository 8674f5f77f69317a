using MongoDB.Driver;

namespace Marketplace.Rigs.Servers;

/// <summary>Takes away what a test leaves in MongoDB.</summary>
public static class MongoLeftovers
{
    /// <summary>A server that was just killed or overrun may break off; what a test has shown does not depend on the tidying up after it.</summary>
    public static async Task Remove(IMongoClient client, string database)
    {
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            try
            {
                await client.DropDatabaseAsync(database);
                return;
            }
            catch (Exception silent) when (silent is MongoConnectionException or TimeoutException)
            {
                await Task.Delay(TimeSpan.FromSeconds(attempt));
            }
        }
        await Console.Error.WriteLineAsync($"The database {database} could not be removed from the test's MongoDB.");
    }
}
