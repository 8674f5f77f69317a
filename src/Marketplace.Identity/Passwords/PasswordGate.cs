namespace Marketplace.Identity.Server.Passwords;

/// <summary>
/// Hashing a password costs a tenth of a second of a processor by design, so as many go on at once as there are processors, and those of one
/// network take half of them at most: whoever sends guesses in bulk waits for themselves, and others go past.
/// </summary>
internal sealed class PasswordGate : IDisposable
{
    /// <summary>Networks share a lane where their hashes meet; so many that few do, and no more, whoever comes.</summary>
    private const int Lanes = 256;

    private static readonly int atOnce = Math.Max(2, Environment.ProcessorCount);

    private readonly SemaphoreSlim all = new(atOnce);
    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(Math.Max(1, atOnce / 2)))];

    /// <summary>Waits for a place; whoever has it leaves it by disposing what is given.</summary>
    public async Task<IDisposable> Enter(string network)
    {
        // First the lane: whoever waits for their own holds up nobody else.
        var lane = lanes[(uint)string.GetHashCode(network, StringComparison.Ordinal) % Lanes];
        await lane.WaitAsync();
        try
        {
            await all.WaitAsync();
        }
        catch
        {
            lane.Release();
            throw;
        }

        return new Place(all, lane);
    }

    public void Dispose()
    {
        all.Dispose();
        foreach (var lane in lanes) lane.Dispose();
    }

    private sealed class Place(SemaphoreSlim all, SemaphoreSlim lane) : IDisposable
    {
        public void Dispose()
        {
            all.Release();
            lane.Release();
        }
    }
}
