using Marketplace.Storage;

namespace Marketplace.Adapters;

/// <summary>The lease of an engine that one process holds as a whole: there is nobody else.</summary>
internal sealed class OnlySite : ILease
{
    public const long Fence = 1;

    public TimeSpan Beat => TimeSpan.FromHours(1);

    public Task<long?> Hold(CancellationToken cancel) => Task.FromResult<long?>(Fence);

    public Task Release() => Task.CompletedTask;
}
