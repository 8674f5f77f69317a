using Marketplace.Storage;
using MongoDB.Driver;

namespace Marketplace.Adapters.Mongo;

/// <summary>What a piece of writing came to, and whether what it wrote is to stay.</summary>
internal readonly record struct Attempt<T>(T Result, bool Keep);

/// <summary>
/// Runs a piece of writing as one transaction: from one snapshot, acknowledged by a majority and on its disks. What MongoDB labels
/// transient (a write conflict, a lost connection, a new primary) is done again from the beginning, in another transaction, so the work may
/// have no other effect than through its session. Where the answer to the commit was lost the commit is repeated, which the server
/// knows to be the same one; where even that stays unanswered, the database is asked whether the work is done.
/// </summary>
internal sealed class MongoTransactions(IMongoClient client, TimeProvider time)
{
    private const string Transient = "TransientTransactionError";
    private const string UnknownResult = "UnknownTransactionCommitResult";

    private static readonly TransactionOptions options =
        new(ReadConcern.Snapshot, ReadPreference.Primary, WriteConcern.WMajority.With(journal: true));

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan longestPause = TimeSpan.FromMilliseconds(250);

    /// <param name="isDone">Asks whether the work was committed, by an id it writes; used only where a commit's answer was lost.</param>
    /// <exception cref="StoreUnwritableException">No outcome in time. What was asked may have been done only where its command can be asked for.</exception>
    public async Task<T> Run<T>(
        Func<IClientSessionHandle, CancellationToken, Task<Attempt<T>>> work, Func<CancellationToken, Task<bool>> isDone, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        bool Impatient() => time.GetElapsedTime(began) > patience;
        for (var failures = 0; ; )
        {
            cancel.ThrowIfCancellationRequested();
            Exception failure;
            try
            {
                using var session = await client.StartSessionAsync(cancellationToken: limit.Token);
                session.StartTransaction(options);
                var attempt = await Attempt(session, work, limit.Token);
                if (!attempt.Keep || await Committed(session, isDone, Impatient)) return attempt.Result;
                continue;
            }
            catch (Exception unreachable) when (IsPassing(unreachable))
            {
                failure = unreachable;
            }
            catch (OperationCanceledException slow) when (!cancel.IsCancellationRequested)
            {
                throw new StoreUnwritableException(full: false, slow);
            }
            if (Impatient()) throw new StoreUnwritableException(full: false, failure);
            await Pause(++failures);
        }
    }

    private static async Task<Attempt<T>> Attempt<T>(
        IClientSessionHandle session, Func<IClientSessionHandle, CancellationToken, Task<Attempt<T>>> work, CancellationToken limit)
    {
        var keep = false;
        try
        {
            var attempt = await work(session, limit);
            keep = attempt.Keep;
            return attempt;
        }
        finally
        {
            if (!keep) await GiveUp(session);
        }
    }

    /// <returns>False where the transaction is known to be gone, so that the work must be done again.</returns>
    private async Task<bool> Committed(IClientSessionHandle session, Func<CancellationToken, Task<bool>> isDone, Func<bool> impatient)
    {
        // Whoever asked may have left; a commit once begun is seen to its end, or nobody knew what stands.
        for (var failures = 0; ; )
        {
            try
            {
                await session.CommitTransactionAsync(CancellationToken.None);
                return true;
            }
            catch (MongoException unanswered) when (unanswered.HasErrorLabel(UnknownResult) && !impatient())
            {
                // Repeated below.
            }
            catch (Exception gone) when (failures > 0 || MongoReading.IsSilence(gone) || gone is MongoException lost && lost.HasErrorLabel(UnknownResult))
            {
                // An earlier try may have succeeded although this one says that there is no such transaction.
                if (await isDone(CancellationToken.None)) return true;
                if (impatient()) throw;
                return false;
            }
            await Pause(++failures);
        }
    }

    private static async Task GiveUp(IClientSessionHandle session)
    {
        try { await session.AbortTransactionAsync(CancellationToken.None); }
        catch (Exception already) when (already is MongoException or TimeoutException) { /* the server ends it by itself */ }
    }

    private static bool IsPassing(Exception failure) =>
        MongoReading.IsSilence(failure) || failure is StoreUnreachableException || failure is MongoException labelled && labelled.HasErrorLabel(Transient);

    /// <summary>Longer after each failure, and never twice the same, so that those who were in each other's way do not meet again.</summary>
    private Task Pause(int failures)
    {
        var most = Math.Min(longestPause.TotalMilliseconds, 2 * Math.Pow(2, Math.Min(failures, 10)));
        return Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * most), time);
    }
}
