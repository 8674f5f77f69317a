using System.Collections.Concurrent;
using Marketplace.Files;

namespace Marketplace.Adapters.Memory;

/// <summary>Files in this process, forgotten when it ends.</summary>
internal sealed class MemoryFiles : IFiles
{
    private readonly ConcurrentDictionary<KeptFile, byte[]> kept = new();

    public async Task<IQuarantinedFile> Quarantine(FileOwner owner, Stream content, CancellationToken cancel = default)
    {
        using var read = new MemoryStream();
        await content.CopyToAsync(read, cancel);
        return new Quarantined(this, owner, read.ToArray());
    }

    public Task<Stream?> Open(FileOwner owner, string hash, CancellationToken cancel = default) =>
        Task.FromResult<Stream?>(kept.TryGetValue(new(owner, hash), out var bytes) ? new MemoryStream(bytes, writable: false) : null);

    public Task Remove(FileOwner owner, string hash, CancellationToken cancel = default)
    {
        kept.TryRemove(new(owner, hash), out _);
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<KeptFile> All(CancellationToken cancel = default) => kept.Keys.ToAsyncEnumerable();

    private sealed class Quarantined(MemoryFiles files, FileOwner owner, byte[] bytes) : IQuarantinedFile
    {
        public Task<Stream> Open(CancellationToken cancel = default) => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false));

        public Task Release(string hash, CancellationToken cancel = default)
        {
            if (!FileHash.IsOne(hash)) throw new ArgumentException("Not a SHA-256 in lower-case hexadecimal.", nameof(hash));
            files.kept[new(owner, hash)] = bytes;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
