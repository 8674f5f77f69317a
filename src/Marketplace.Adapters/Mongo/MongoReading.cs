using Marketplace.Storage;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>Says in the market's words that a question got no answer, after the driver has asked twice.</summary>
internal static class MongoReading
{
    public static async Task<T> Answer<T>(this Task<T> question)
    {
        try
        {
            return await question;
        }
        catch (Exception silence) when (IsSilence(silence))
        {
            throw new StoreUnreachableException(silence);
        }
    }

    public static Task Answer(this Task question)
    {
        return Answer(Done());

        async Task<bool> Done()
        {
            await question;
            return true;
        }
    }

    /// <summary>No server, a lost connection, or a server that is just starting or stepping down.</summary>
    public static bool IsSilence(Exception failure) => failure
        is TimeoutException or MongoConnectionException or MongoConnectionPoolPausedException or MongoNotPrimaryException or MongoNodeIsRecoveringException;
}
